"""The loss surface: the loss around the way that training takes, and the way itself."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QElapsedTimer
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from app.look.appearance import Appearance
from app.look.icons import icon
from app.look.plot_range import Range
from app.session.session import Session
from app.trainer.messages import Loaded, Phase, Snapshot
from app.views.loss_surface_words import axis_names, note, stories
from app.views.mode_choice import ModeChoice
from app.views.surface_canvas import SurfaceCanvas
from app.views.surface_scene import SurfaceScene, Track
from app.views.surface_tracks import curve_height
from app.views.toggle import toggle
from app.views.view import View
from engine.landscape import LossPicture, Outlook
from engine.probes import LossLandscape, Probe

_RESOLUTIONS = (25, 51, 101, 201)
_ZOOMS = (0.25, 0.5, 1.0, 2.0, 4.0)
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
        self.more = self._more_button()
        super().__init__(self.canvas, self.plane.box, self.log, self.solid, self.on_test, self.more)
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
            "resolution": self._outlook.resolution,
            "zoom": self._outlook.zoom,
        }

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self.plane.set_mode(settings.get("plane"))
        self.log.setChecked(settings.get("log") is not False)
        self.solid.setChecked(settings.get("solid") is True)
        self.on_test.setChecked(settings.get("test") is True)
        for field in ("centre", "resolution", "zoom"):
            for action in self._groups[field].actions():
                if action.data() == settings.get(field):
                    action.setChecked(True)
                    self._look(**{field: action.data()})

    def _plane_choice(self) -> ModeChoice:
        translate = QCoreApplication.translate
        names = {
            "path": translate("LossSurfaceView", "Path (PCA)"),
            "random": translate("LossSurfaceView", "Random"),
            "weights": translate("LossSurfaceView", "Two weights"),
            "line": translate("LossSurfaceView", "Start to now"),
        }
        tip = translate(
            "LossSurfaceView",
            "The directions: those in which training moved most, random ones as long as the "
            "network's filters, two single weights, or the line from the start to now",
        )
        choice = ModeChoice(names, tip, lambda: self._look(plane=self.plane.mode))
        choice.box.setMinimumWidth(_CHOICE_WIDTH)
        return choice

    def _more_button(self) -> QToolButton:
        """Centre, resolution and range, which are seldom changed, and other directions."""
        translate = QCoreApplication.translate
        button = QToolButton()
        button.setIcon(icon("more"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setProperty("role", "small")
        text = translate("LossSurfaceView", "Centre, range and resolution")
        button.setToolTip(text)
        button.setAccessibleName(text)
        menu = QMenu(button)
        self._groups: dict[str, QActionGroup] = {}
        centres = (
            ("now", translate("LossSurfaceView", "Around the present weights")),
            ("best", translate("LossSurfaceView", "Around the best weights so far")),
            ("start", translate("LossSurfaceView", "Around the first weights")),
        )
        sizes = [(size, f"{size} × {size}") for size in _RESOLUTIONS]
        words = translate("LossSurfaceView", "{times} times the usual range")
        zooms = [(zoom, words.format(times=f"{zoom:g}")) for zoom in _ZOOMS]
        self._add_group(menu, "centre", translate("LossSurfaceView", "Centre"), centres)
        self._add_group(menu, "resolution", translate("LossSurfaceView", "Resolution"), sizes)
        self._add_group(menu, "zoom", translate("LossSurfaceView", "Range"), zooms)
        menu.addSeparator()
        other = menu.addAction(translate("LossSurfaceView", "Other random directions or weights"))
        other.triggered.connect(self._draw_lots)
        button.setMenu(menu)
        return button

    def _add_group(self, menu: QMenu, field: str, title: str, choices: Any) -> None:
        part = menu.addMenu(title)
        group = QActionGroup(part)
        for value, text in choices:
            action: QAction = part.addAction(text)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value == getattr(self._outlook, field))
            group.addAction(action)
            action.triggered.connect(lambda _, value=value: self._look(**{field: value}))
        self._groups[field] = group

    def _draw_lots(self) -> None:
        """Choose other directions by chance."""
        seed = self._outlook.seed + 1
        count = self._loaded.parameter_count if self._loaded else 2
        rng = np.random.default_rng(seed)
        first, second = rng.choice(max(count, 2), size=2, replace=False).tolist()
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


def _height(picture: LossPicture, is_log: bool) -> Range:
    """The vertical range of a curve: that of its losses and of the path's."""
    losses = np.concatenate([picture.losses.ravel(), picture.path_losses])
    heights = curve_height(losses, is_log)
    heights = heights[np.isfinite(heights)]
    if not len(heights):
        return 0.0, 1.0
    low, high = float(heights.min()), float(heights.max())
    room = _MARGIN * (high - low) or 0.5
    return low - room, high + room
