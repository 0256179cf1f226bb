"""Models in folders of transformers, by that library itself; needs the extra `limner[torch]`."""
