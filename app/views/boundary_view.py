"""The decision boundary: what the network answers over two columns of the data."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker

from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.messages import Loaded, Phase, Snapshot
from app.views.axes import Axes
from app.views.boundary_canvas import BoundaryCanvas
from app.views.boundary_picture import picture_of
from app.views.toggle import toggle
from app.views.view import View
from app.widgets.combo_box import ComboBox
from engine.probes import DecisionSurface, Probe

_CHOICE_WIDTH = 84
_QUICK, _SHARP = 100, 300  # cells along each axis, while the network learns and while it rests
_MOST_PARAMETERS = 20_000  # for a sharp picture; larger networks take too long over it


class BoundaryView(View):
    """Confidence as colour, samples as points; of many columns two are chosen as axes."""

    name = "boundary"

    def __init__(self, session: Session, appearance: Appearance) -> None:
        self._canvas = BoundaryCanvas(appearance.theme)
        self._axes = Axes.of(session)
        self._loaded: Loaded | None = None
        self._resolution = _QUICK
        translate = QCoreApplication.translate
        self._x = _column_choice(translate("BoundaryView", "Column along the horizontal axis"))
        self._y = _column_choice(translate("BoundaryView", "Column along the vertical axis"))
        self._hard = toggle(
            translate("BoundaryView", "Hard"),
            translate("BoundaryView", "Show the most probable class only, not how probable it is"),
        )
        self._test_points = toggle(
            translate("BoundaryView", "Test"),
            translate("BoundaryView", "Show the samples that are kept for testing"),
            checked=True,
        )
        super().__init__(self._canvas, self._x, self._y, self._hard, self._test_points)
        self._hard.toggled.connect(self._canvas.set_hard)
        self._test_points.toggled.connect(self._canvas.set_test_points)
        self._x.activated.connect(self._axes.choose_x)
        self._y.activated.connect(self._axes.choose_y)
        self._axes.changed.connect(self._follow_axes)
        appearance.theme_changed.connect(self._canvas.set_theme)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("BoundaryView", "Decision boundary")

    @property
    def wants(self) -> tuple[Probe, ...]:
        return (self._probe(self._resolution),)

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.loaded is None:
            return
        if snapshot.loaded is not self._loaded:
            self._take_data(snapshot.loaded)
        for resolution in (_QUICK, _SHARP):
            surface: Any = snapshot.probes.get(self._probe(resolution))
            if surface is not None:
                self._canvas.set_surface(surface)
        rests = snapshot.phase not in (Phase.PLAYING, Phase.LOADING)
        small = snapshot.loaded.parameter_count <= _MOST_PARAMETERS
        self._resolution = _SHARP if rests and small else _QUICK

    def save_settings(self) -> dict[str, object]:
        return {"hard": self._hard.isChecked(), "test_points": self._test_points.isChecked()}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._hard.setChecked(settings.get("hard") is True)
        self._test_points.setChecked(settings.get("test_points") is not False)

    def _probe(self, resolution: int) -> DecisionSurface:
        return DecisionSurface(resolution, self._axes.x, self._axes.y)

    def _take_data(self, loaded: Loaded) -> None:
        self._loaded = loaded
        names = loaded.facts.column_names
        self._axes.fit(len(names))
        for choice in (self._x, self._y):
            with QSignalBlocker(choice):
                choice.clear()
                choice.addItems(names)
            choice.setVisible(len(names) > 2)
        self._hard.setVisible(loaded.facts.task == "classification")
        self._test_points.setVisible(bool(loaded.is_test.any()))
        self._follow_axes()

    def _follow_axes(self) -> None:
        if self._loaded is None:
            return
        self._x.setCurrentIndex(self._axes.x)
        self._y.setCurrentIndex(self._axes.y)
        self._canvas.set_picture(picture_of(self._loaded, self._axes.x, self._axes.y), self._rest())

    def _rest(self) -> str:
        """Say what the columns that are not drawn are kept at."""
        assert self._loaded is not None
        others = len(self._loaded.facts.column_names) - 2
        if others < 1:
            return ""
        if others == 1:
            return QCoreApplication.translate(
                "BoundaryView", "the other column is at its training mean"
            )
        text = QCoreApplication.translate(
            "BoundaryView", "the other {count} columns are at their training means"
        )
        return text.format(count=others)


def _column_choice(tooltip: str) -> ComboBox:
    choice = ComboBox()
    choice.setToolTip(tooltip)
    choice.setAccessibleName(tooltip)
    choice.setMinimumWidth(_CHOICE_WIDTH)
    choice.hide()
    return choice
