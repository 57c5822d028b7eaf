"""A curve view draws one quantity of training and test data over the epochs."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.look.appearance import Appearance
from app.look.plot import Plot
from app.look.style import mix
from app.look.theme import Theme
from app.session.session import Session
from app.trainer.messages import Loaded, Snapshot
from app.views.number_table import NumberTable
from app.views.smoothing import smoothed
from app.views.view import View
from app.widgets.icon_mark import IconMark
from app.widgets.slider import Slider
from engine.curve import Curve
from engine.probes import Probe

_RAW_SHARE = 0.3  # how much of its colour a curve keeps under its smoothed one
_GAP_SHARE = 0.14  # how much of its colour the gap between the curves has
_FEWEST_FOR_BEST = 3  # points
_SLIDER_WIDTH = 52
_MOST_SMOOTHING = 99  # percent
_NOTHING = np.empty(0)
_PINNED = "pinned run"


class CurveView(View):
    """Training and test curves, smoothed on request over their raw values."""

    train_column: ClassVar[str]
    test_column: ClassVar[str]
    best_is_lowest: ClassVar[bool]

    def __init__(
        self, session: Session, appearance: Appearance, empty_text: str, *controls: QWidget
    ) -> None:
        self._runs = session.runs
        epoch = QCoreApplication.translate("CurveView", "epoch")
        self._plot = Plot(appearance.theme, x_label=epoch, empty_text=empty_text)
        self._theme = appearance.theme
        self._snapshot: Snapshot | None = None
        self._loaded: Loaded | None = None
        self._run_id: int | None = None
        self._curve: Curve | None = None  # the one that is drawn
        self._smoothing = _smoothing_slider()
        mark = IconMark("smooth", "muted")
        mark.setToolTip(self._smoothing.toolTip())
        super().__init__(self._plot, mark, self._smoothing, *controls)
        self._smoothing.valueChanged.connect(self._draw)
        self._runs.changed.connect(self._draw)
        appearance.theme_changed.connect(self._take_theme)

    @property
    def wants(self) -> tuple[Probe, ...]:
        return ()

    def show(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        if snapshot.loaded is not None and snapshot.loaded is not self._loaded:
            self._loaded = snapshot.loaded
            self._plot.set_y_label(*self.y_label(snapshot.loaded))
        if snapshot.run_id != self._run_id:
            self._run_id = snapshot.run_id
            self._plot.clear()
            self._draw()
        elif snapshot.curve is not self._curve:  # the same object while nothing is added
            self._draw()
        self._mark_moment(snapshot)

    @property
    def table(self) -> NumberTable | None:
        if self._curve is None or not len(self._curve):
            return None
        names = ("epoch", "step", self.train_column, self.test_column)
        columns = [self._curve.column(name).tolist() for name in names]
        rows = ((int(epoch), int(step), *rest) for epoch, step, *rest in zip(*columns, strict=True))
        return NumberTable.of(names, rows)

    def save_settings(self) -> dict[str, object]:
        return {"smoothing": self._smoothing.value()}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        value: Any = settings.get("smoothing")
        if isinstance(value, int) and 0 <= value <= _MOST_SMOOTHING:
            self._smoothing.setValue(value)

    @abstractmethod
    def y_label(self, loaded: Loaded) -> tuple[str, str]:
        """Return the quantity and its unit."""

    def values(self, column: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a column of the curve in the units of the axis."""
        return column

    def _draw(self) -> None:
        if self._snapshot is None:
            return
        curve = self._snapshot.curve
        self._curve = curve
        epochs = curve.column("epoch")
        weight = self._smoothing.value() / 100
        train = QCoreApplication.translate("CurveView", "train")
        test = QCoreApplication.translate("CurveView", "test")
        lines = (
            (train, self.train_column, self._theme.accent),
            (test, self.test_column, self._theme.negative),
        )
        drawn_lines = {}
        for label, column, colour in lines:
            values = self.values(curve.column(column))
            drawn = len(values) > 1 and not np.isnan(values[-1])
            # The raw curve comes first, so that it lies under the smoothed one.
            under = values if drawn and weight > 0 else _NOTHING
            faint = mix(self._theme.panel, colour, _RAW_SHARE)
            self._plot.set_curve(f"raw {column}", epochs[: len(under)], under, faint)
            over = smoothed(values, weight) if drawn else _NOTHING
            self._plot.set_curve(column, epochs[: len(over)], over, colour, label if drawn else "")
            drawn_lines[column] = over
        self._draw_pinned(weight)
        self._shade_gap(epochs, drawn_lines[self.train_column], drawn_lines[self.test_column])
        self._mark_best(epochs, curve)

    def _draw_pinned(self, weight: float) -> None:
        """Draw the run that is pinned as comparison, on test data where it has any."""
        pinned = self._runs.pinned
        if pinned is None:
            self._plot.remove_curve(_PINNED)
            return
        test = pinned.curve.column(self.test_column)
        column = self.train_column if np.isnan(test).all() else self.test_column
        values = smoothed(self.values(pinned.curve.column(column)), weight)
        epochs = pinned.curve.column("epoch")
        self._plot.set_curve(_PINNED, epochs, values, self._theme.muted, pinned.name)

    def _mark_moment(self, snapshot: Snapshot) -> None:
        """Mark the moment of the past that is looked at, if one is."""
        if not snapshot.is_past:
            self._plot.moment.hide()
            return
        steps, epochs = snapshot.curve.column("step"), snapshot.curve.column("epoch")
        self._plot.moment.put(float(np.interp(snapshot.step, steps, epochs)), "")

    def _shade_gap(
        self, epochs: NDArray[np.float64], train: NDArray[np.float64], test: NDArray[np.float64]
    ) -> None:
        """Fill the room between training and test, where there are both."""
        shown = min(len(train), len(test))
        low, high = np.minimum(train[:shown], test[:shown]), np.maximum(train[:shown], test[:shown])
        colour = self._theme.negative
        self._plot.set_band("gap", epochs[:shown], low, high, colour, _GAP_SHARE, between=True)

    def _mark_best(self, epochs: NDArray[np.float64], curve: Curve) -> None:
        """Mark the epoch that was best on test data, or on training data where there is none."""
        test = curve.column(self.test_column)
        column = curve.column(self.train_column) if np.isnan(test[-1:]).any() else test
        if len(column) < _FEWEST_FOR_BEST or np.isnan(column).all():
            self._plot.mark.hide()
            return
        best = epochs[np.nanargmin(column if self.best_is_lowest else -column)]
        text = QCoreApplication.translate("CurveView", "best: epoch {epoch}")
        self._plot.mark.put(float(best), text.format(epoch=f"{best:.0f}"))

    def _take_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._plot.set_theme(theme)
        self._draw()


def _smoothing_slider() -> Slider:
    slider = Slider()
    slider.setRange(0, _MOST_SMOOTHING)
    slider.setFixedWidth(_SLIDER_WIDTH)
    name = QCoreApplication.translate("CurveView", "Smoothing")
    slider.setAccessibleName(name)
    tip = QCoreApplication.translate(
        "CurveView", "Smoothing: where the curve is going; the raw curve stays faintly visible"
    )
    slider.setToolTip(tip)
    return slider
