"""Recipes, the loop that runs them, and export; needs the extra `limner[train]`."""
