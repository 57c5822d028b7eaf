"""The training panel sets how the network learns: loss, optimizer, mini-batches, penalties, end."""

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from app.look.appearance import Appearance
from app.panels.augmentation_editor import AugmentationEditor, Steps
from app.panels.data_shape import DataShape
from app.panels.loss_choice import loss_choices, with_loss
from app.panels.more_training import MoreTraining
from app.panels.panel import Panel
from app.panels.seed_field import SeedField
from app.panels.slide import slide_to
from app.session.session import Session
from app.widgets.choice_field import ChoiceField
from app.widgets.number_scale import NumberScale
from app.widgets.optimizer_editor import Change, OptimizerEditor
from app.widgets.slider_field import SliderField
from engine.experiment.experiment import Experiment
from engine.experiment.losses import LOSSES, LossName, possible_losses

_PENALTY = NumberScale(1e-6, 1, logarithmic=True, zero=True, lowest=1e-12, highest=100)
_EPOCHS = NumberScale(10, 10_000, logarithmic=True, integer=True, lowest=1, highest=10_000_000)
_LARGEST_BATCH = 1_000_000
_PICKED = (
    "optimizer",
    "augmentation",
    "schedule",
)  # picked, not dragged: each change is an entry of its own


class TrainingPanel(Panel):
    """The training's settings. All but the loss and the seed keep training from present weights."""

    def __init__(self, session: Session, appearance: Appearance) -> None:
        super().__init__(session, self.tr("Training"))
        self.loss = ChoiceField(self.tr("Loss"), loss_choices(LOSSES))
        self.optimizer = OptimizerEditor()
        self.batch_size = SliderField(self.tr("Batch size"), _batch_scale(None))
        self.l1 = SliderField(self.tr("L1 penalty"), _PENALTY)
        self.l2 = SliderField(self.tr("L2 penalty"), _PENALTY)
        self.epochs = SliderField(self.tr("Stop at epoch"), _EPOCHS)
        self.augmentation = AugmentationEditor()
        self.seed = SeedField()
        self.more = MoreTraining()
        self._train_samples: int | None = None
        self._lay_out()
        self._add_tooltips()
        self._connect()
        self.attach()

    def refresh(self, experiment: Experiment, shape: DataShape | None) -> None:
        training = experiment.training
        self._offer_losses(training.loss, shape)
        self.optimizer.show_optimizer(training.optimizer)
        self._limit_batch(shape)
        for name, slider in self._sliders.items():
            slide_to(slider, getattr(training, name))
        has_images = shape is not None and shape.kind == "images"
        self.augmentation.show_steps(training.augmentation, has_images)
        self.seed.set_value(experiment.seed)
        self.more.show_training(training)

    @property
    def _sliders(self) -> dict[str, SliderField]:
        """The editors of the training's own numbers, by name."""
        names = ("batch_size", "l1", "l2", "epochs")
        return {name: getattr(self, name) for name in names}

    def _lay_out(self) -> None:
        regularization = (self.l1, self.l2, self.augmentation)
        learning: tuple[QWidget, ...] = (self.loss, self.optimizer, self.batch_size)
        for widget in (*learning, *regularization, self.epochs, self.seed, self.more):
            self.section.body.addWidget(widget)

    def _add_tooltips(self) -> None:
        self.loss.setToolTip(self.tr("What training makes small; another one starts again."))
        self.batch_size.setToolTip(
            self.tr("Samples a step: small ones are quick and noisy, large ones smooth and slow.")
        )
        self.l1.setToolTip(self.tr("Pulls every weight to 0 alike: useless weights vanish."))
        self.l2.setToolTip(self.tr("Pulls large weights back hardest: a smoother boundary."))
        self.epochs.setToolTip(self.tr("Training stops here; Play goes on from there."))

    def _connect(self) -> None:
        self.loss.value_changed.connect(self._choose_loss)
        self.optimizer.changed.connect(self._change_optimizer)
        self.optimizer.finished.connect(self.end_gesture)
        self.augmentation.changed.connect(self._change_augmentation)
        self.augmentation.finished.connect(self.end_gesture)
        self.more.changed.connect(self._change_more)
        self.more.finished.connect(self.end_gesture)
        self.seed.seed_changed.connect(lambda seed: self.edit(self.tr("Change seed"), seed=seed))
        self.register("loss", self.loss)
        self.register("seed", self.seed)
        for name, slider in (self._sliders | self.more.sliders | self.optimizer.sliders).items():
            self.register(name, slider)
        for name, slider in self._sliders.items():
            slider.value_changed.connect(lambda value, name=name: self._change(name, value))
            slider.editing_finished.connect(self.end_gesture)

    def _offer_losses(self, loss: LossName, shape: DataShape | None) -> None:
        possible = possible_losses(shape.class_count) if shape else LOSSES
        # A table whose facts are still old may not go with the loss; it shows none the less.
        self.loss.set_choices(loss_choices(possible if loss in possible else (loss, *possible)))
        self.loss.set_value(loss)

    def _limit_batch(self, shape: DataShape | None) -> None:
        grows = self.session.experiment.data.grows  # a batch may be larger than a small drawing
        samples = shape.train_samples if shape and not grows else None
        if samples != self._train_samples:
            self._train_samples = samples
            self.batch_size.set_scale(_batch_scale(samples))

    def _choose_loss(self, loss: LossName) -> None:
        shape = self.shape
        if shape is not None:
            self.attempt(
                lambda: self.session.edit(
                    with_loss(self.session.experiment, loss, shape), self.tr("Change loss")
                )
            )

    def _change_optimizer(self, change: Change, name: str) -> None:
        def intent() -> None:
            training = self.session.experiment.training
            self._edit(name, optimizer=change(training.optimizer))

        self.attempt(intent)

    def _change(self, name: str, value: float) -> None:
        number = int(value) if name in ("batch_size", "epochs") else value
        self.attempt(lambda: self._edit(name, **{name: number}))

    def _change_augmentation(self, steps: Steps, dragged: int) -> None:
        name = "augmentation" if dragged < 0 else f"augmentation {dragged}"
        self.attempt(lambda: self._edit(name, augmentation=steps))

    def _change_more(self, changes: dict[str, object], dragged: str) -> None:
        self.attempt(lambda: self._edit(dragged or next(iter(changes)), **changes))

    def _edit(self, name: str, **changes: object) -> None:
        experiment = self.session.experiment
        training = replace(experiment.training, **changes)
        merge = "" if name in _PICKED else self.gesture(name)
        self.session.edit(replace(experiment, training=training), self._text(name), merge)

    def _text(self, name: str) -> str:
        texts = {
            "optimizer": self.tr("Change optimizer"),
            "learning_rate": self.tr("Change learning rate"),
            "batch_size": self.tr("Change batch size"),
            "l1": self.tr("Change L1 penalty"),
            "l2": self.tr("Change L2 penalty"),
            "epochs": self.tr("Change last epoch"),
            "augmentation": self.tr("Change augmentation"),
            "schedule": self.tr("Change schedule"),
            "weight_decay": self.tr("Change weight decay"),
            "label_smoothing": self.tr("Change label smoothing"),
            "max_norm": self.tr("Change max-norm"),
            "clip_norm": self.tr("Change gradient clipping"),
            "clip_value": self.tr("Change gradient clipping"),
            "early_stopping": self.tr("Change early stopping"),
        }
        if name.startswith(("augmentation", "schedule")):
            name = name.partition(" ")[0]
        return texts.get(name, self.tr("Change optimizer's settings"))


def _batch_scale(train_samples: int | None) -> NumberScale:
    return NumberScale(1, train_samples or _LARGEST_BATCH, logarithmic=True, integer=True)
