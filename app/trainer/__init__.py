"""The trainer: a worker process that trains, and its client in the window's process."""
