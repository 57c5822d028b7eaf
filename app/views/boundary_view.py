"""The decision boundary: what the network answers over a plane of inputs, and points to draw."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.look.appearance import Appearance
from app.look.icons import icon
from app.session.session import Session
from app.trainer.messages import Loaded, Phase, Snapshot
from app.views.affordable import affordable
from app.views.axes import Axes
from app.views.axis_choices import AxisChoices
from app.views.boundary_canvas import BoundaryCanvas
from app.views.boundary_picture import BoundaryPicture, ComponentPicture, picture_of
from app.views.boundary_words import (
    drawing_hint,
    empty_drawing,
    no_plane,
    plane_awaited,
    rest_note,
    taking_hint,
    too_few_points,
    variance_note,
)
from app.views.drawing_bar import DrawingBar
from app.views.drawing_hand import DrawingHand
from app.views.pencil import Pencil
from app.views.shown_samples import ShownSamples
from app.views.toggle import toggle
from app.views.view import View
from engine.experiment.data.drawn import Drawing
from engine.plane import ComponentPlane
from engine.probes import DecisionSurface, PrincipalPlane, Probe

_QUICK, _SHARP = 100, 300  # cells along each axis, while the network learns and while it rests
_MOST_PARAMETERS = 20_000  # for a sharp picture; larger networks take too long over it


class BoundaryView(View):
    """Confidence as colour, samples as points; of many columns two are chosen as axes."""

    name = "boundary"

    def __init__(self, session: Session, appearance: Appearance) -> None:
        self._session = session
        self.pencil = Pencil(session)
        self._canvas = BoundaryCanvas(appearance.theme, DrawingHand(self.pencil))
        self.bar = DrawingBar(self.pencil, appearance)
        self._axes = Axes.of(session)
        self._loaded: Loaded | None = None
        self._samples: ShownSamples | None = None
        self._plane: ComponentPlane | None = None
        self._resolution = _QUICK
        self._redraw_timer = QTimer(self._canvas, interval=0, singleShot=True)
        translate = QCoreApplication.translate
        self._choices = AxisChoices(self._axes)
        self._hard = toggle(
            translate("BoundaryView", "Hard"),
            translate("BoundaryView", "Show the most probable class only, not how probable it is"),
        )
        self._test_points = toggle(
            translate("BoundaryView", "Test"),
            translate("BoundaryView", "Show the samples that are kept for testing"),
            checked=True,
        )
        self.draw = toggle("", translate("BoundaryView", "Draw points of your own"))
        self.draw.setAccessibleName(translate("BoundaryView", "Draw"))
        self.draw.setIcon(icon("draw"))
        controls = (self._hard, self._test_points, self.draw)
        super().__init__(self._with_bar(), *controls)
        self.lead.target = self._canvas
        self._connect(appearance)
        self._show_hint()
        self._redraw()

    @property
    def title(self) -> str:
        if self._samples is not None and self._is_curve(self._samples):
            return QCoreApplication.translate("BoundaryView", "Fitted curve")
        return QCoreApplication.translate("BoundaryView", "Decision boundary")

    @property
    def wants(self) -> tuple[Probe, ...]:
        if self._axes.components and self._plane is None:
            return (self._probe(self._resolution), PrincipalPlane())
        return (self._probe(self._resolution),)

    def show(self, snapshot: Snapshot) -> None:
        if self._redraw_timer.isActive():
            self._redraw()
        if snapshot.loaded is None or self._session.waits_for_points:
            return
        if snapshot.loaded is not self._loaded:
            self._take_data(snapshot.loaded)
        plane: Any = snapshot.probes.get(PrincipalPlane())
        if plane is not None and self._plane is None:
            self._plane = plane
            self._lay_out()
        self._show_surface(snapshot)
        rests = snapshot.phase not in (Phase.PLAYING, Phase.LOADING)
        small = snapshot.loaded.parameter_count <= _MOST_PARAMETERS
        wanted = _SHARP if rests and small else _QUICK
        self._resolution = affordable(snapshot.loaded, wanted, rests)

    def set_read_only(self) -> None:
        self.draw.hide()

    def save_settings(self) -> dict[str, object]:
        return {"hard": self._hard.isChecked(), "test_points": self._test_points.isChecked()}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._hard.setChecked(settings.get("hard") is True)
        self._test_points.setChecked(settings.get("test_points") is not False)

    def _is_curve(self, samples: ShownSamples) -> bool:
        return samples.is_regression and len(samples.facts.column_names) == 1

    def _with_bar(self) -> QWidget:
        """The canvas below the choice of axes and the drawing bar."""
        both = QWidget()
        layout = QVBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._choices)
        layout.addWidget(self.bar)
        layout.addWidget(self._canvas, 1)
        return both

    def _connect(self, appearance: Appearance) -> None:
        self._hard.toggled.connect(self._canvas.set_hard)
        self._test_points.toggled.connect(self._canvas.set_test_points)
        self.draw.toggled.connect(self._set_drawing)
        self._axes.changed.connect(self._lay_out)
        self._axes.changed.connect(self.bar.refresh)
        self._session.experiment_changed.connect(self._take_drawing)
        self.pencil.drawn.connect(self._add_drawn)
        self.pencil.redrawn.connect(self._redraw_timer.start)
        self.pencil.settings_changed.connect(self._show_hint)
        self._redraw_timer.timeout.connect(self._redraw)
        appearance.theme_changed.connect(self._canvas.set_theme)

    def _probe(self, resolution: int) -> DecisionSurface:
        axes = self._axes
        if axes.components:
            return DecisionSurface(resolution, components=True)
        return DecisionSurface(resolution, axes.x, axes.y)

    def _show_surface(self, snapshot: Snapshot) -> None:
        """Show the network's answer, if it is one to what is shown."""
        if self._samples is None or snapshot.loaded is None:
            return
        told, shown = snapshot.loaded.facts, self._samples.facts
        if (told.task, told.class_names) != (shown.task, shown.class_names):
            return
        for probe, surface in snapshot.probes.items():
            if isinstance(probe, DecisionSurface) and probe == self._probe(probe.resolution):
                self._canvas.set_surface(surface)

    def _take_data(self, loaded: Loaded) -> None:
        """Show the samples of a run; those of a drawing are known here already."""
        self._loaded = loaded
        self._plane = None
        data = (loaded.experiment.data, self._session.experiment.data)
        if not any(isinstance(each, Drawing) for each in data):
            self._take_samples(ShownSamples.of(loaded))
        self.bar.refresh()

    def _take_drawing(self) -> None:
        """Draw the sketch anew, when somebody else has changed what belongs to it."""
        if self.pencil.sketch is not None and not self.pencil.is_drawing:
            self._redraw_timer.start()

    def _redraw(self) -> None:
        """Show the sketch as it is now; an empty one never shows what was learned before it."""
        self._redraw_timer.stop()
        sketch, before = self.pencil.sketch, self._samples
        if sketch is None:
            return
        samples = sketch.samples(self._session.experiment.seed)
        waits = self._session.waits_for_points
        if waits or before is None or not before.is_drawn or _kind(before) != _kind(samples):
            self._take_samples(samples)
        else:
            self._samples = samples
            self._canvas.set_samples(samples)

    def _add_drawn(self, count: int) -> None:
        """Show new points at once, over all others."""
        sketch = self.pencil.sketch
        if sketch is not None and count and not self._redraw_timer.isActive():
            self._canvas.add_samples(sketch.places[-count:], sketch.values[-count:])

    def _take_samples(self, samples: ShownSamples) -> None:
        self._samples = samples
        facts = samples.facts
        self._axes.fit(facts)
        self._choices.offer(facts.column_names if facts.kind == "rows" else ())
        self._hard.setVisible(facts.task == "classification")
        self._test_points.setVisible(samples.is_drawn or bool(samples.is_test.any()))
        self._lay_out()

    def _lay_out(self) -> None:
        """Draw what there is over the axes of the moment."""
        if self._samples is None:
            return
        self._choices.show_axes()
        self._canvas.set_picture(self._picture(self._samples), self._note(), self._sentence())

    def _picture(self, samples: ShownSamples) -> BoundaryPicture | None:
        if samples.facts.kind == "codes":
            return None
        if not self._axes.components:
            return picture_of(samples, self._axes.x, self._axes.y)
        return None if self._plane is None else ComponentPicture(samples, self._plane)

    def _note(self) -> str:
        """What is said below the axes."""
        if self._samples is None:
            return ""
        if self.pencil.is_active and self.pencil.can_draw:
            return drawing_hint(self.pencil.tool)
        if self.pencil.is_active and self.pencil.source.can_be_taken:
            return taking_hint()
        if self._axes.components:
            return "" if self._plane is None else variance_note(self._plane)
        return rest_note(len(self._samples.facts.column_names))

    def _sentence(self) -> str:
        """What is said where there is nothing to draw, or too little."""
        if self._samples is None:
            return ""
        if self._samples.facts.kind == "codes":
            return no_plane()
        if self._axes.components and self._plane is None:
            return plane_awaited()
        if not self._session.waits_for_points:
            return ""
        sketch = self.pencil.sketch
        return too_few_points() if sketch else empty_drawing(self.pencil.is_curve)

    def _set_drawing(self, active: bool) -> None:
        self.pencil.set_active(active)
        self._canvas.setFocus()

    def _show_hint(self) -> None:
        with QSignalBlocker(self.draw):
            self.draw.setChecked(self.pencil.is_active)
        if self._canvas.note != self._note():
            self._canvas.set_note(self._note())
        self._canvas.update()


def _kind(samples: ShownSamples) -> tuple[object, ...]:
    """What samples must have in common to be drawn between the same axes, in the same colours."""
    return (samples.facts.task, samples.facts.class_names, samples.facts.column_names)
