"""Charts, receipts and screens with their exact values, for learning to read."""
