"""Things that are drawn in code, with no pictogram."""
