"""Jobs: long work beside the training, in a background process of its own."""
