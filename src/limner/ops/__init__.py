"""Exact operations: ``Image -> Image``, one family a file, and files in and out."""
