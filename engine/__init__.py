"""The engine: neural networks and their training in NumPy, written to be read."""
