"""What is trained, one recipe a file: a network, its data and its losses."""
