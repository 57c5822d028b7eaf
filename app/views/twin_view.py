"""The twin: two experiments in lockstep, and any instrument of both side by side."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.messages import OfTwin, Snapshot
from app.views.mode_choice import ModeChoice
from app.views.number_table import NumberTable
from app.views.run_settings import differing
from app.views.view import View
from app.widgets.elided_label import ElidedLabel
from engine.experiment.experiment import Experiment
from engine.probes import Probe

_MOST_DIFFERENCES = 3  # that are told


class Half(QWidget):
    """One side: how its run stands, over the instrument."""

    def __init__(self) -> None:
        super().__init__()
        self.caption = ElidedLabel()
        self.caption.setProperty("role", "heading")
        self.pages = QStackedWidget()
        line = QHBoxLayout()
        line.setContentsMargins(12, 4, 12, 2)
        line.addWidget(self.caption)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.pages, 1)


class TwinView(View):
    """Keeps the settings of a moment as a twin, which trains beside whatever is set from then on.

    Both begin from the seed and take the same steps; what the trainer measures for the instrument
    it measures on both.
    """

    name = "twin"
    instruments: ClassVar[tuple[type[View], ...]] = ()  # views to be made twice; the package tells

    def __init__(self, session: Session, appearance: Appearance) -> None:
        translate = QCoreApplication.translate
        self._session, self._appearance = session, appearance
        self._instruments = {each.name: each for each in self.instruments}
        self._pairs: dict[str, tuple[View, View]] = {}
        self._own, self._twins = Half(), Half()
        self._told = QLabel()
        self._told.setProperty("role", "caption")
        self._told.setContentsMargins(12, 4, 12, 4)
        self._told.setWordWrap(True)
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._sides.addWidget(self._own)
        self._sides.addWidget(self._twins)
        self._sides.setChildrenCollapsible(False)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._invitation())
        self._pages.addWidget(self._comparison())
        self.instrument = self._instrument_choice()
        self.end = QPushButton(translate("TwinView", "End the twin"))
        self.end.setProperty("role", "toggle")
        self.end.setToolTip(translate("TwinView", "Train the present settings alone again"))
        super().__init__(self._pages, self.instrument.box, self.end)
        self.lead.target = self.keep
        self.keep.clicked.connect(lambda: session.set_twin(session.experiment))
        self.end.clicked.connect(lambda: session.set_twin(None))
        session.twin_changed.connect(lambda _: self._follow())
        session.experiment_changed.connect(lambda _: self._tell_differences())
        self._follow()

    @property
    def title(self) -> str:
        return QCoreApplication.translate("TwinView", "Twin")

    @property
    def wants(self) -> tuple[Probe, ...]:
        if self._session.twin is None:
            return ()
        own, twins = self._pair
        return (*own.wants, *(OfTwin(probe) for probe in twins.wants))

    @property
    def table(self) -> NumberTable | None:
        return None if self._session.twin is None else self._pair[0].table

    def show(self, snapshot: Snapshot) -> None:
        if self._session.twin is None:
            return
        translate = QCoreApplication.translate
        own, twins = self._pair
        own.show(snapshot)
        self._own.caption.setText(_stand(translate("TwinView", "This run"), snapshot))
        name = translate("TwinView", "Twin")
        if snapshot.twin is None:
            self._twins.caption.setText(name)
            return
        twins.show(snapshot.twin)
        self._twins.caption.setText(_stand(name, snapshot.twin))

    def leave(self) -> None:
        for view in (view for pair in self._pairs.values() for view in pair):
            view.leave()

    def save_settings(self) -> dict[str, object]:
        return {"instrument": self.instrument.mode}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self.instrument.set_mode(settings.get("instrument"))

    @property
    def _pair(self) -> tuple[View, View]:
        """The chosen instrument twice, made when it is first wanted."""
        name = self.instrument.mode
        if name not in self._pairs:
            make: Callable[[Session, Appearance], View] = self._instruments[name]
            pair = make(self._session, self._appearance), make(self._session, self._appearance)
            pair[1].set_read_only()
            self._pairs[name] = pair
            for half, view in zip((self._own, self._twins), pair, strict=True):
                half.pages.addWidget(view.widget)
        for half, view in zip((self._own, self._twins), self._pairs[name], strict=True):
            half.pages.setCurrentWidget(view.widget)
        return self._pairs[name]

    def _invitation(self) -> QWidget:
        """The page that stands there while there is no twin."""
        translate = QCoreApplication.translate
        page = QWidget()
        text = QLabel(
            translate(
                "TwinView",
                "Compare two experiments step by step: keep the present settings as a twin, then "
                "change one of them. Both train in lockstep on the same mini-batches, and any "
                "instrument shows both side by side.",
            )
        )
        text.setProperty("role", "muted")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = QHBoxLayout()
        for stretch, widget in ((1, QWidget()), (3, text), (1, QWidget())):
            line.addWidget(widget, stretch)
        self.keep = QPushButton(translate("TwinView", "Keep these settings as a twin"))
        self.keep.setToolTip(
            translate(
                "TwinView", "Begin again from the seed, with a second run of the present settings"
            )
        )
        column = QVBoxLayout(page)
        column.setSpacing(14)
        column.addStretch(2)
        column.addLayout(line)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _comparison(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._told)
        column.addWidget(self._sides, 1)
        return page

    def _instrument_choice(self) -> ModeChoice:
        translate = QCoreApplication.translate
        names = {
            "boundary": translate("TwinView", "Decision boundary"),
            "loss": translate("TwinView", "Loss"),
            "accuracy": translate("TwinView", "Accuracy"),
            "gradients": translate("TwinView", "Gradients"),
            "activations": translate("TwinView", "Activations"),
            "weights": translate("TwinView", "Weights"),
            "confusion": translate("TwinView", "Confusion"),
            "representation": translate("TwinView", "Representation"),
            "network": translate("TwinView", "Network"),
        }
        tip = translate("TwinView", "The instrument that shows both runs")
        offered = {name: names[name] for name in self._instruments}
        return ModeChoice(offered, tip, self._session.stirred.emit)

    def _follow(self) -> None:
        """Show both runs, or the invitation where there is no twin."""
        has_twin = self._session.twin is not None
        self._pages.setCurrentIndex(int(has_twin))
        for control in (self.instrument.box, self.end):
            control.setVisible(has_twin)
        self.lead.target = self.instrument.box if has_twin else self.keep
        self._tell_differences()

    def _tell_differences(self) -> None:
        twin = self._session.twin
        if twin is not None:
            self._told.setText(_differences(self._session.experiment, twin))


def _stand(name: str, snapshot: Snapshot) -> str:
    """A run's name, where it is, and how good it is."""
    if snapshot.problem is not None:
        return f"{name} · {snapshot.problem.message}"
    metrics = snapshot.metrics
    if metrics is None:
        return name
    translate = QCoreApplication.translate
    has_test = metrics.test_loss == metrics.test_loss
    words = (
        translate("TwinView", "{name} · epoch {epoch} · test loss {loss}")
        if has_test
        else translate("TwinView", "{name} · epoch {epoch} · training loss {loss}")
    )
    loss = metrics.test_loss if has_test else metrics.train_loss
    return words.format(name=name, epoch=snapshot.epoch, loss=f"{loss:.4f}")


def _differences(own: Experiment, twin: Experiment) -> str:
    """What the two differ in, and whether they see the same mini-batches."""
    translate = QCoreApplication.translate
    found = differing((own, twin))
    if not found:
        return translate(
            "TwinView", "Both are the same so far: change a setting at the left to compare."
        )
    words = translate("TwinView", "{setting}: {own}, twin {twin}")
    told = [
        words.format(setting=name, own=values[0], twin=values[1])
        for name, values in found[:_MOST_DIFFERENCES]
    ]
    if len(found) > _MOST_DIFFERENCES:
        told.append(
            translate("TwinView", "{count} more").format(count=len(found) - _MOST_DIFFERENCES)
        )
    batches = (own.data, own.seed, own.training.batch_size)
    if batches != (twin.data, twin.seed, twin.training.batch_size):
        told.append(translate("TwinView", "so the mini-batches differ"))
    return " · ".join(told)
