"""An optimizer choice: what each optimizer is called, and what it does with a gradient."""

from PySide6.QtCore import QCoreApplication

from app.widgets.choice import Choice
from engine.experiment.optimizers import (
    SGD,
    AdaDelta,
    AdaGrad,
    Adam,
    AdamW,
    Lion,
    Momentum,
    NAdam,
    Nesterov,
    RMSprop,
)


def optimizer_choices() -> tuple[Choice, ...]:
    """All optimizers as choices, in the language of the window."""
    tr = QCoreApplication.translate
    return (
        Choice(
            SGD,
            tr("Optimizers", "SGD"),
            tr("Optimizers", "Straight down the mini-batch's gradient."),
        ),
        Choice(
            Momentum,
            tr("Optimizers", "Momentum"),
            tr("Optimizers", "Keeps part of the last step: faster along valleys, may overshoot."),
        ),
        Choice(
            Nesterov,
            tr("Optimizers", "Nesterov"),
            tr("Optimizers", "Momentum that looks ahead before it steers: overshoots less."),
        ),
        Choice(
            AdaGrad,
            tr("Optimizers", "AdaGrad"),
            tr("Optimizers", "Shorter steps for weights that have moved much; slows for good."),
        ),
        Choice(
            RMSprop,
            tr("Optimizers", "RMSprop"),
            tr("Optimizers", "AdaGrad that forgets: steps divided by the recent gradients' size."),
        ),
        Choice(
            AdaDelta,
            tr("Optimizers", "AdaDelta"),
            tr("Optimizers", "Finds the length of its steps itself; usual learning rate 1."),
        ),
        Choice(
            Adam,
            tr("Optimizers", "Adam"),
            tr("Optimizers", "A step size of its own for every weight; forgiving of the rate."),
        ),
        Choice(
            AdamW,
            tr("Optimizers", "AdamW"),
            tr("Optimizers", "Adam whose weights decay beside the gradient, all by one share."),
        ),
        Choice(
            NAdam,
            tr("Optimizers", "NAdam"),
            tr("Optimizers", "Adam with Nesterov's look ahead."),
        ),
        Choice(
            Lion,
            tr("Optimizers", "Lion"),
            tr("Optimizers", "Only the sign of the momentum counts: small learning rates."),
        ),
    )
