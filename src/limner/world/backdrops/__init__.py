"""Places: the sky, the land and the rooms that things stand in. Start at `paint`."""
