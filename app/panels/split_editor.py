"""A split editor sets which samples are kept for testing: a share of them, or one fold of k."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.panels.data_shape import DataShape
from app.panels.figures import count_text
from app.panels.slide import slide_to
from app.panels.wide_field import WideField
from app.widgets.check_list import CheckList
from app.widgets.choice import Choice
from app.widgets.number_scale import NumberScale
from app.widgets.slider_field import SliderField
from engine.experiment.data import AnyData

_SHARE = NumberScale(0, 0.9, decimals=0, suffix=" %", factor=100)
_FOLDS = NumberScale(2, 20, integer=True)
_USUAL_FOLDS = 5


class SplitEditor(QWidget):
    """Share for testing or number of folds, and how the samples are parted.

    `changed` carries the changed settings, by name, the one that names the change first;
    `finished` ends a drag. Data that brings test samples of its own is not split; it is said.
    """

    changed = Signal(object)  # dict; one of Qt's own would be sorted
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.test_share = SliderField(self.tr("Test share"), _SHARE)
        self.folds = SliderField(self.tr("Folds"), _FOLDS)
        self.fold = SliderField(self.tr("Tested fold"), _FOLDS)
        self.ways = CheckList((), minimum=0)
        self.ways_field = WideField(self.tr("Split"), self.ways, beside=True)
        self.own = QLabel()
        self._folds: int | None = None
        self._fold = 1
        self._shown: tuple[str, ...] = ()
        self._add_tooltips()
        self._lay_out()
        self._connect()

    @property
    def sliders(self) -> dict[str, SliderField]:
        """The editors of numbers, by the name of the setting."""
        return {"test_share": self.test_share, "folds": self.folds, "fold": self.fold}

    def show_split(self, data: AnyData, shape: DataShape | None) -> None:
        """Show how some data is split; `shape` is None while it is not known."""
        self._folds, self._fold = data.folds, data.fold
        has_own = shape is not None and shape.has_own_test
        self._show_own(shape if has_own else None)
        self.ways_field.setHidden(has_own)
        self.test_share.setHidden(has_own or data.folds is not None)
        self.folds.setHidden(has_own or data.folds is None)
        self.fold.setHidden(has_own or data.folds is None)
        slide_to(self.test_share, data.test_share)
        if data.folds is not None:
            slide_to(self.folds, data.folds)
            self.fold.set_scale(NumberScale(1, data.folds, integer=True))
            slide_to(self.fold, data.fold)
        self._show_ways(data, shape is None or shape.task == "classification")

    def _show_own(self, shape: DataShape | None) -> None:
        self.own.setVisible(shape is not None)
        if shape is not None:
            text = self.tr("Tested on the {count} test samples that the data brings.")
            self.own.setText(text.format(count=count_text(shape.test_samples)))

    def _show_ways(self, data: AnyData, has_classes: bool) -> None:
        choices = [choice for choice in self._ways() if has_classes or choice.value != "stratify"]
        offered = tuple(str(choice.value) for choice in choices)
        if offered != self._shown:
            self._shown = offered
            self.ways.set_choices(choices)
        states = {"shuffle": data.shuffle, "stratify": data.stratify, "folds": data.folds}
        self.ways.set_values(name for name in offered if states[name])

    def _ways(self) -> tuple[Choice, ...]:
        return (
            Choice(
                "shuffle",
                self.tr("Shuffled"),
                self.tr("Test samples are drawn at random; off: they are the last ones."),
            ),
            Choice(
                "stratify",
                self.tr("Stratified"),
                self.tr("Every class has the same share of test samples, so that none is missed."),
            ),
            Choice(
                "folds",
                self.tr("k folds"),
                self.tr("Cross-validation: equal parts, each the test samples in its turn."),
            ),
        )

    def _add_tooltips(self) -> None:
        self.test_share.setToolTip(
            self.tr("Samples kept from training, to see what the network makes of unknown ones.")
        )
        self.folds.setToolTip(self.tr("So many equal parts; all but one are trained on."))
        self.fold.setToolTip(
            self.tr("The part that is tested on: go through all, and average what you find.")
        )
        self.ways_field.setToolTip(self.tr("How training and test samples are parted."))
        self.own.setProperty("role", "muted")
        self.own.setWordWrap(True)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.own, *self.sliders.values(), self.ways_field):
            layout.addWidget(widget)

    def _connect(self) -> None:
        self.test_share.value_changed.connect(
            lambda share: self.changed.emit({"test_share": share})
        )
        self.folds.value_changed.connect(lambda folds: self._change_folds(int(folds)))
        self.fold.value_changed.connect(lambda fold: self.changed.emit({"fold": int(fold)}))
        self.ways.values_changed.connect(self._change_ways)
        for slider in self.sliders.values():
            slider.editing_finished.connect(self.finished)

    def _change_folds(self, folds: int) -> None:
        self.changed.emit({"folds": folds, "fold": min(self._fold, folds)})

    def _change_ways(self, on: tuple[str, ...]) -> None:
        if ("folds" in on) != (self._folds is not None):
            self.changed.emit({"folds": _USUAL_FOLDS if "folds" in on else None, "fold": 1})
            self.finished.emit()  # a drag of the number of folds is another change
            return
        self.changed.emit({name: name in on for name in self._shown if name != "folds"})
