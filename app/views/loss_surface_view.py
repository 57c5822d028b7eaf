"""The loss surface: the loss around the way that training takes, and the way itself."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QElapsedTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.look.appearance import Appearance
from app.look.plot_range import Range
from app.session.session import Session
from app.trainer.messages import Loaded, Phase, Snapshot
from app.views.choice_menu import ChoiceMenu, ranges, resolutions
from app.views.loss_surface_words import axis_names, note, stories
from app.views.mode_choice import ModeChoice
from app.views.outlook_states import OutlookStates
from app.views.surface_canvas import SurfaceCanvas
from app.views.surface_scene import SurfaceScene, Track
from app.views.surface_tracks import curve_height
from app.views.toggle import toggle
from app.views.view import View
from engine.outlook import LossPicture, Outlook
from engine.probes import LossLandscape, Probe

_MARGIN = 0.05  # of a curve's height, above and below it
_CHOICE_WIDTH = 90  # pixels
_PICTURE_MS = 1_000  # from one picture to the next while training goes on
_LONG_MS = 3_000  # after which an unfinished picture is drawn as well
_PART_MS = 100  # from one part of a picture to the next


class LossSurfaceView(View):
    """Contours or a mesh of the loss on a plane through the network's parameters."""

    name = "surface"
    needs_samples = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        self._session = session
        self._loaded: Loaded | None = None
        self._picture: LossPicture | None = None  # the one that is drawn
        self._is_whole = False  # whether the newest one is finished
        self._outlook = Outlook()
        self._rests = True
        self._since_picture, self._since_part = QElapsedTimer(), QElapsedTimer()
        translate = QCoreApplication.translate
        name = translate("LossSurfaceView", "Loss surface around the path of training")
        self.canvas = SurfaceCanvas(appearance.theme, name, self._empty_text)
        self.plane = self._plane_choice()
        self.log = toggle(
            translate("LossSurfaceView", "Log"),
            translate("LossSurfaceView", "Space the levels by ratios; off, evenly"),
            checked=True,
        )
        self.solid = toggle(
            translate("LossSurfaceView", "3-D"),
            translate("LossSurfaceView", "Draw hills that can be turned by dragging or arrow keys"),
        )
        self.on_test = toggle(
            translate("LossSurfaceView", "Test"),
            translate("LossSurfaceView", "The loss of the test data; off, of the training data"),
        )
        self.more = _outlook_menu(self._outlook)
        self.states = OutlookStates()
        self._show_states()
        body = _stacked(self.states, self.canvas)
        super().__init__(body, self.plane.box, self.log, self.solid, self.on_test, self.more)
        self.lead.target = self.canvas
        self.states.changed.connect(self._take_states)
        self.more.chosen.connect(self._take_from_menu)
        self.canvas.place_chosen.connect(self._choose_place)
        self.log.toggled.connect(self._set_log)
        self.solid.toggled.connect(self.canvas.set_solid)
        self.on_test.toggled.connect(lambda on: self._look(share="test" if on else "train"))
        appearance.theme_changed.connect(self.canvas.set_theme)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("LossSurfaceView", "Loss surface")

    @property
    def _empty_text(self) -> str:
        """What stands in place of a picture that is not there yet."""
        translate = QCoreApplication.translate
        if self._loaded is None:
            return translate(
                "LossSurfaceView", "The loss surface appears here as soon as there is a run."
            )
        return translate("LossSurfaceView", "The loss surface is being computed.")

    @property
    def wants(self) -> tuple[Probe, ...]:
        return (LossLandscape(self.outlook),) if self._is_due else ()

    @property
    def _is_due(self) -> bool:
        """Whether it is time to measure: at rest, and now and then while training goes on.

        A picture that is not finished goes on sooner.
        """
        if self._rests or self._picture is None or not self._since_picture.isValid():
            return True
        if not self._is_whole and self._since_part.elapsed() >= _PART_MS:
            return True
        return self._since_picture.elapsed() >= _PICTURE_MS

    def _is_worth_drawing(self, picture: LossPicture) -> bool:
        """While training goes on: whole ones, as contours take longer to draw than a frame should.

        Unfinished ones are drawn where a whole one is long in coming.
        """
        if self._rests or self._picture is None or not self._since_picture.isValid():
            return True
        return picture.progress == 1 or self._since_picture.elapsed() >= _LONG_MS

    @property
    def outlook(self) -> Outlook:
        """What of the landscape is looked at."""
        has_test = self._loaded is None or self._loaded.facts.test_samples > 0
        return self._outlook if has_test else replace(self._outlook, share="train")

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.loaded is None:
            return
        if snapshot.loaded is not self._loaded:
            self._take(snapshot.loaded)
        self._rests = snapshot.phase is not Phase.PLAYING
        picture: Any = snapshot.probes.get(LossLandscape(self.outlook))
        if picture is None or picture is self._picture or not self._is_due:
            return
        self._is_whole = picture.progress == 1
        if self._is_worth_drawing(picture):
            self._since_picture.start()
            self._picture = self._steady(picture)
            self._draw()
        self._since_part.start()

    def _take(self, loaded: Loaded) -> None:
        """Look at another run. Other data for the same network is drawn when its time comes."""
        is_alike = self._loaded is not None and self._loaded.shapes == loaded.shapes
        self._loaded, self._is_whole = loaded, False
        self.on_test.setVisible(loaded.facts.test_samples > 0)
        if not is_alike:
            self._picture = None
            self._since_picture.invalidate()
            self.canvas.set_scene(None)
            self.canvas.set_empty_text(self._empty_text)

    def save_settings(self) -> dict[str, object]:
        return {
            "plane": self.plane.mode,
            "log": self.log.isChecked(),
            "solid": self.solid.isChecked(),
            "test": self.on_test.isChecked(),
            "centre": self._outlook.centre,
            "line": list(self._outlook.line),
            "weights": list(self._outlook.weights),
            "resolution": self._outlook.resolution,
            "zoom": self._outlook.zoom,
        }

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self.plane.set_mode(settings.get("plane"))
        self.log.setChecked(settings.get("log") is not False)
        self.solid.setChecked(settings.get("solid") is True)
        self.on_test.setChecked(settings.get("test") is True)
        keys = ("centre", "line", "weights")
        self.states.restore(*(settings.get(key) for key in keys))
        for field in ("resolution", "zoom"):
            if self.more.show_choice(field, settings.get(field)):
                self._look(**{field: settings[field]})

    def _plane_choice(self) -> ModeChoice:
        translate = QCoreApplication.translate
        names = {
            "path": translate("LossSurfaceView", "Path (PCA)"),
            "random": translate("LossSurfaceView", "Random"),
            "weights": translate("LossSurfaceView", "Two weights"),
            "line": translate("LossSurfaceView", "Line"),
        }
        tip = translate(
            "LossSurfaceView",
            "The directions: those in which training moved most, random ones as long as the "
            "network's filters, two single weights, or the line between two states of the run",
        )
        choice = ModeChoice(names, tip, self._choose_plane)
        choice.box.setMinimumWidth(_CHOICE_WIDTH)
        return choice

    def _choose_plane(self) -> None:
        self._show_states()
        self._look(plane=self.plane.mode)

    def _show_states(self) -> None:
        """Show what can be chosen of the states that the picture is laid by."""
        self.states.show_for(self.plane.mode)
        self.more.show_choice("centre", "step" if self.states.has_step else self.states.centre)

    def _take_states(self) -> None:
        """Lay the picture by the states and the weights that are chosen."""
        states = self.states
        self._show_states()
        self._look(centre=states.centre, line=states.line, weights=states.weights)

    def _take_from_menu(self, field: str, value: Any) -> None:
        if field == "centre":
            self.states.choose_centre(value)
        elif field == "other":
            self._draw_lots()
        else:
            self._look(**{field: value})

    def _choose_place(self, x: float, y: float) -> None:
        """Where a point of the path was pressed, take its state for the centre, or a line's end."""
        picture, place = self._picture, self.canvas.place_under(x, y)
        if picture is not None and place is not None:
            self.states.take_step(int(picture.path_steps[place]), picture.plane == "line")

    def _draw_lots(self) -> None:
        """Choose other directions by chance."""
        seed = self._outlook.seed + 1
        count = self._loaded.parameter_count if self._loaded else 2
        rng = np.random.default_rng(seed)
        first, second = rng.choice(max(count, 2), size=2, replace=False).tolist()
        self.states.set_weights((first, second))
        self._look(seed=seed, weights=(first, second))

    def _look(self, **changes: Any) -> None:
        """Look at something else of the landscape from now on."""
        self._outlook = replace(self._outlook, **changes)
        self._since_picture.invalidate()
        self._session.stirred.emit()

    def _set_log(self, on: bool) -> None:
        self.canvas.set_log(on)
        self._draw()

    def _steady(self, picture: LossPicture) -> LossPicture:
        """The picture with the losses of the last one, where they are the same ones."""
        last = self._picture
        if last is not None and np.array_equal(last.losses, picture.losses, equal_nan=True):
            return replace(picture, losses=last.losses)
        return picture

    def _draw(self) -> None:
        picture = self._picture
        if picture is None:
            return
        self.states.show_run(picture)
        x_name, y_name = axis_names(picture)
        text, is_warning = note(picture)
        track = Track("", picture.path, picture.path_losses, stories=stories(picture))
        is_log = self.log.isChecked()
        if picture.plane == "line" and is_log:
            y_name = QCoreApplication.translate("LossSurfaceView", "log₁₀ of the loss")
        scene = SurfaceScene(
            values=picture.losses,
            x_range=picture.a_range,
            y_range=_height(picture, is_log) if picture.plane == "line" else picture.b_range,
            x_name=x_name,
            y_name=y_name,
            value_name=QCoreApplication.translate("LossSurfaceView", "loss"),
            tracks=(track,),
            note=text,
            is_warning=is_warning,
        )
        self.canvas.set_scene(scene)


def _outlook_menu(outlook: Outlook) -> ChoiceMenu:
    """Centre, resolution and range, and other directions."""
    translate = QCoreApplication.translate
    menu = ChoiceMenu(translate("LossSurfaceView", "Centre, range and resolution"))
    centres = (
        ("now", translate("LossSurfaceView", "Around the present weights")),
        ("best", translate("LossSurfaceView", "Around the best weights so far")),
        ("start", translate("LossSurfaceView", "Around the first weights")),
        ("step", translate("LossSurfaceView", "Around the weights of any step")),
    )
    sizes, title = resolutions(), translate("LossSurfaceView", "Resolution")
    zooms = ranges(translate("LossSurfaceView", "{times} times the usual range"))
    menu.add_group("centre", translate("LossSurfaceView", "Centre"), centres, outlook.centre)
    menu.add_group("resolution", title, sizes, outlook.resolution)
    menu.add_group("zoom", translate("LossSurfaceView", "Range"), zooms, outlook.zoom)
    menu.add_deed("other", translate("LossSurfaceView", "Other random directions or weights"))
    return menu


def _stacked(upper: QWidget, lower: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(upper)
    column.addWidget(lower, 1)
    both.setFocusProxy(lower)
    return both


def _height(picture: LossPicture, is_log: bool) -> Range:
    """The vertical range of a curve: that of its losses and of the path's beside them."""
    left, right = picture.a_range
    along = picture.path[:, 0]
    beside = picture.path_losses[(along >= left) & (along <= right)]
    losses = np.concatenate([picture.losses.ravel(), beside])
    heights = curve_height(losses, is_log)
    heights = heights[np.isfinite(heights)]
    if not len(heights):
        return 0.0, 1.0
    low, high = float(heights.min()), float(heights.max())
    room = _MARGIN * (high - low) or 0.5
    return low - room, high + room
