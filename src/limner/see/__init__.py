"""Pixels to meaning."""
