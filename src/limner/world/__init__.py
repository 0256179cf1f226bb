"""The picture world: scenes rendered from a seed with everything that is true of them."""
