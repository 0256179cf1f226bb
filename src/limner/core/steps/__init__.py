"""The closed set of steps, one family a file, mirroring ``limner.ops``."""
