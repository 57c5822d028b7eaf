"""What the descriptions of all layers have in common."""

from engine.experiment.checks import Frozen


class Layer(Frozen, tag_field="type", frozen=True):
    """What all layers have in common: they can stand in a network's list."""
