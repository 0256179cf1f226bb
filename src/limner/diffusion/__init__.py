"""The mathematics of noise: paths, predictions, samplers, guidance. Arrays in, arrays out.

Only operators are used on pictures, so NumPy and torch arrays both work; no weights, no torch.
"""
