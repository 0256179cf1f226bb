"""New pictures: words to a layout to pixels, in the size that was asked for, marked as machine-made."""
