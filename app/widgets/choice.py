"""A choice is one of several values that a person can pick."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """A value, its name, and what it does to the training."""

    value: object
    label: str
    tooltip: str = ""
