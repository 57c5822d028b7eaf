"""The Qt application: a window on a training run."""
