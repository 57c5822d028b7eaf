"""The canvas of a loss surface: contours or a hilly mesh, and the tracks across it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)

from app.look.theme import Theme
from app.views.contours import Levels, contour_pixels, label_places
from app.views.empty import small
from app.views.mesh import Mesh, Turn
from app.views.plane_frame import PlaneAxes, PlaneFrame
from app.views.surface_scene import SurfaceScene
from app.views.surface_tracks import (
    nearest_place,
    paint_curve,
    paint_label,
    paint_minima,
    paint_names,
    paint_tracks,
)
from app.views.told_canvas import ToldCanvas
from app.views.trails import Trails

_MARGIN, _NOTE_GAP = 8, 4
_MOST_NOTE_LINES = 4
_WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_LABEL_ROOM = 30.0  # pixels between two labels
_TURN_KEYS = {
    Qt.Key.Key_Left: (-12, 0),
    Qt.Key.Key_Right: (12, 0),
    Qt.Key.Key_Up: (0, 12),
    Qt.Key.Key_Down: (0, -12),
}


class SurfaceCanvas(ToldCanvas):
    """Draws a scene. Dragging turns the mesh; on contours, `place_chosen` tells where the mouse is
    pressed or dragged, in the surface's own numbers.
    """

    place_chosen = Signal(float, float)

    def __init__(self, theme: Theme, name: str, empty_text: str) -> None:
        super().__init__(theme, name, empty_text)
        self._scene: SurfaceScene | None = None
        self._is_log, self._is_solid = True, False
        self._turn = Turn()
        self._image: tuple[NDArray, object, QImage] | None = None
        self._levels: tuple[NDArray, bool, Levels] | None = None
        self._drag: QPointF | None = None
        self._note_lines = 1
        self._trails = Trails()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def scene(self) -> SurfaceScene | None:
        """What is drawn; None before there is anything."""
        return self._scene

    @property
    def turn(self) -> Turn:
        """From where the mesh is seen."""
        return self._turn

    def set_scene(self, scene: SurfaceScene | None) -> None:
        """Draw this scene."""
        before, self._scene = self._scene, scene
        if before is None or scene is None or before.values is not scene.values:
            self._note_lines = 1
        self._count_note_lines()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._note_lines = 1
        self._count_note_lines()

    def _count_note_lines(self) -> None:
        """How high the note is; it stays so on one surface, lest the picture jumps."""
        if self._scene is None:
            self._note_lines = 1
            return
        metrics = QFontMetrics(small(self.font()))
        room = QRect(0, 0, max(self.width() - 2 * _MARGIN - 4, 1), self.height())
        needed = metrics.boundingRect(room, int(_WRAPPED), self._scene.note).height()
        lines = min(round(needed / metrics.lineSpacing()), _MOST_NOTE_LINES)
        self._note_lines = max(self._note_lines, lines)

    def place_under(self, x: float, y: float) -> int | None:
        """The number of the track's place that is drawn at a point of the surface, if any."""
        scene, frame = self._scene, self._frame
        if scene is None or frame is None:
            return None
        at = frame.to_pixels(np.array([[x, y]]))[0].tolist()
        found = nearest_place(scene, frame, QPointF(*at), self._is_log)
        return None if found is None else found[1]

    def set_empty_text(self, text: str) -> None:
        """Say something else while there is nothing."""
        self._empty_text = text
        self.update()

    def set_log(self, is_log: bool) -> None:
        """Space levels by ratios (`is_log`), or evenly."""
        self._is_log = is_log
        self.update()

    def set_solid(self, is_solid: bool) -> None:
        """Draw a mesh that can be turned, or contours."""
        self._is_solid = is_solid
        self.update()

    @property
    def is_empty(self) -> bool:
        return self._scene is None or not np.isfinite(self._scene.values).any()

    @property
    def card_lines(self) -> list[str]:
        scene, frame = self._scene, self._frame
        if scene is None or frame is None or self._mouse is None or self._drag is not None:
            return []
        if not frame.plot.contains(self._mouse) or self._shows_mesh:
            return []
        found = nearest_place(scene, frame, self._mouse, self._is_log)
        if found is not None and found[1] < len(found[0].stories):
            return found[0].stories[found[1]].split("\n")
        x, y = frame.to_data(self._mouse)
        value = scene.value_at(x, y)
        text = f"{scene.value_name} {value:.4g}" if np.isfinite(value) else "–"
        lines = [text, f"{scene.x_name}: {x:.3g}"]
        return lines if scene.is_line else [*lines, f"{scene.y_name}: {y:.3g}"]

    def sizeHint(self) -> QSize:
        return QSize(445, 330)

    def paint(self, painter: QPainter) -> None:
        scene, frame = self._scene, self._frame
        assert scene is not None
        if self._shows_mesh:
            self._paint_mesh(painter, scene)
        elif frame is not None and scene.is_line:
            frame.paint(painter, self._theme, grid=True)
            paint_curve(painter, frame, scene, self._is_log, self._theme)
        elif frame is not None:
            self._paint_contours(painter, frame, scene)
        self._paint_note(painter, scene)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.is_empty:
            self._drag = event.position()
            self._choose(event.position())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None and self._shows_mesh:
            way = event.position() - self._drag
            self._drag, self._turn = event.position(), self._turn.moved(way.x(), way.y())
        elif self._drag is not None:
            self._choose(event.position())
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _TURN_KEYS.get(Qt.Key(event.key()))
        if way is None or not self._shows_mesh:
            super().keyPressEvent(event)
            return
        self._turn = self._turn.moved(*way)
        self.update()

    @property
    def _shows_mesh(self) -> bool:
        return self._is_solid and self._scene is not None and not self._scene.is_line

    @property
    def _room(self) -> QRectF:
        """Where the picture stands: above the note."""
        high = self._note_lines * self.fontMetrics().lineSpacing() + 2 * _NOTE_GAP
        return QRectF(self.rect()).adjusted(_MARGIN, 4, 0, -high)

    @property
    def _frame(self) -> PlaneFrame | None:
        scene = self._scene
        if scene is None:
            return None
        axes = PlaneAxes(scene.x_name, scene.y_name, scene.x_range, scene.y_range)
        return PlaneFrame(axes, self._room, small(self.font()))

    def _choose(self, at: QPointF) -> None:
        frame = self._frame
        if frame is None or self._shows_mesh or not frame.plot.contains(at):
            return
        self.place_chosen.emit(*frame.to_data(at))

    def _levels_of(self, scene: SurfaceScene) -> Levels:
        kept = self._levels
        if kept is None or kept[0] is not scene.values or kept[1] != self._is_log:
            kept = (scene.values, self._is_log, Levels.of(scene.values, self._is_log))
            self._levels = kept
        return kept[2]

    def _paint_contours(self, painter: QPainter, frame: PlaneFrame, scene: SurfaceScene) -> None:
        levels = self._levels_of(scene)
        painter.drawImage(frame.plot, self._drawn(scene, levels, frame.plot))
        frame.paint(painter, self._theme, grid=False)
        painter.setClipRect(frame.plot)
        paint_minima(painter, frame.to_pixels, scene)
        self._paint_trails(painter, frame, scene)
        paint_tracks(painter, frame.to_pixels, scene, levels, self._theme, has_lines=True)
        paint_names(painter, frame.plot, scene, self._theme)
        painter.setClipping(False)

    def _paint_trails(self, painter: QPainter, frame: PlaneFrame, scene: SurfaceScene) -> None:
        """Draw the lines of tracks that have a colour; they only grow while a race is played."""
        trails = [
            (track.colour, frame.to_pixels(track.places)) for track in scene.tracks if track.colour
        ]
        ratio, first = self.devicePixelRatioF(), [pixels[:1].tobytes() for _, pixels in trails]
        key = (id(scene.values), frame.plot.getRect(), self.size().toTuple(), ratio, sorted(first))
        self._trails.paint(painter, self.size(), ratio, key, trails)

    def _paint_mesh(self, painter: QPainter, scene: SurfaceScene) -> None:
        levels = self._levels_of(scene)
        mesh = Mesh(scene.values, levels, self._turn, self._room)
        mesh.paint(painter, self._theme.is_dark)
        (left, right), (low, high) = scene.x_range, scene.y_range

        def to_pixels(places: NDArray[np.floating], losses: NDArray | None = None) -> NDArray:
            """Places at their true loss: above or below the surface where the plane says little."""
            share = (places - [left, low]) / [right - left, high - low]
            if losses is None:
                losses = np.array([scene.value_at(x, y) for x, y in places.tolist()])
            return mesh.to_pixels(share, losses)

        painter.setPen(QColor(self._theme.muted))
        for text, middles in (
            (scene.x_name, [(0.5, 0), (0.5, 1)]),
            (scene.y_name, [(0, 0.5), (1, 0.5)]),
        ):
            mesh.paint_name(painter, text, np.array(middles, dtype=np.float64))
        paint_tracks(painter, to_pixels, scene, levels, self._theme, heights=True)
        paint_names(painter, self._room, scene, self._theme)

    def _drawn(self, scene: SurfaceScene, levels: Levels, plot: QRectF) -> QImage:
        """The contours with their labels, drawn anew only where something has changed."""
        size = plot.size().toSize() * self.devicePixelRatioF()
        key = (size.toTuple(), self._is_log, self._theme.name)
        kept = self._image
        if kept is None or kept[0] is not scene.values or kept[1] != key:
            width, height = size.width(), size.height()
            pixels = contour_pixels(scene.values, levels, width, height, self._theme.is_dark)
            image = QImage(pixels.data, width, height, QImage.Format.Format_RGBA8888)
            image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
            image.setDevicePixelRatio(self.devicePixelRatioF())
            self._paint_labels(image, scene, levels, plot)
            kept = self._image = (scene.values, key, image)
        return kept[2]

    def _paint_labels(
        self, image: QImage, scene: SurfaceScene, levels: Levels, plot: QRectF
    ) -> None:
        painter = QPainter(image)
        painter.setFont(small(self.font()))
        width, height = int(plot.width()), int(plot.height())
        for x, y, level in label_places(scene.values, levels, width, height, _LABEL_ROOM):
            paint_label(painter, QPointF(x, y), f"{level:.3g}")
        painter.end()

    def _paint_note(self, painter: QPainter, scene: SurfaceScene) -> None:
        painter.setFont(small(self.font()))
        painter.setPen(QColor(self._theme.warning if scene.is_warning else self._theme.muted))
        area = QRectF(self.rect()).adjusted(_MARGIN + 4, 0, -_MARGIN, -_NOTE_GAP)
        area.setTop(self._room.bottom() + _NOTE_GAP)
        painter.drawText(area, _WRAPPED, scene.note)
