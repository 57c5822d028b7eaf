"""What the program does without a window: train, list, check, and try itself."""
