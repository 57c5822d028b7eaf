"""A schedule choice: what each schedule is called, and how it changes the learning rate."""

from PySide6.QtCore import QCoreApplication

from app.widgets.choice import Choice
from engine.experiment.schedules import (
    Constant,
    Cosine,
    ExponentialDecay,
    InverseTimeDecay,
    ReduceOnPlateau,
    StepDecay,
)


def schedule_choices() -> tuple[Choice, ...]:
    """All schedules as choices, in the language of the window."""
    tr = QCoreApplication.translate
    return (
        Choice(Constant, tr("Schedules", "Constant"), tr("Schedules", "The same rate throughout.")),
        Choice(
            StepDecay,
            tr("Schedules", "Steps"),
            tr("Schedules", "The rate times a factor, every so many epochs."),
        ),
        Choice(
            ExponentialDecay,
            tr("Schedules", "Exponential"),
            tr("Schedules", "The rate times a factor each epoch: fast at first, then slower."),
        ),
        Choice(
            InverseTimeDecay,
            tr("Schedules", "Inverse time"),
            tr("Schedules", "The rate divided by 1 + decay · epochs: falls ever more slowly."),
        ),
        Choice(
            Cosine,
            tr("Schedules", "Cosine"),
            tr("Schedules", "Along half a cosine to the last epoch: gently at both ends."),
        ),
        Choice(
            ReduceOnPlateau,
            tr("Schedules", "On a plateau"),
            tr("Schedules", "The rate times a factor whenever the loss has stopped falling."),
        ),
    )
