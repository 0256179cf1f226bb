"""Measured promises on a written file, by family."""
