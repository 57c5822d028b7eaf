"""The panels at the left: the experiment's data, network and training, shown and edited."""
