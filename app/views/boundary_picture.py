"""The boundary's picture: what stands between the axes, and what it says under the mouse."""

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from app.look.theme import Theme, class_colours
from app.views.plane_frame import PlaneAxes, PlaneFrame
from app.views.shown_samples import ShownSamples
from app.views.surface_image import class_pixels, hard_class_pixels, value_pixels
from app.views.ticks import tick_text
from engine.plane import ComponentPlane
from engine.probes import Surface

_CURVE_WIDTH = 2.0
_CURVE_MARGIN = 0.08  # of the range of values, above and below


class BoundaryPicture(ABC):
    """The network's answer to one data set, and where its samples are drawn."""

    def __init__(self, samples: ShownSamples) -> None:
        self.take(samples)
        self.surface: Surface | None = None

    def take(self, samples: ShownSamples) -> None:
        """Show other samples of the same kind."""
        self.samples = samples
        self.is_regression = samples.is_regression
        self.scale = samples.scale

    @property
    @abstractmethod
    def axes(self) -> PlaneAxes:
        """What is drawn over what."""

    @property
    @abstractmethod
    def positions(self) -> NDArray[np.floating]:
        """Where the samples are drawn, (samples, 2) in data units."""

    @abstractmethod
    def paint(self, painter: QPainter, frame: PlaneFrame, theme: Theme, hard: bool) -> None:
        """Draw the network's answer; there is a surface."""

    def describe(self, x: float, y: float) -> list[str]:
        """Say what the network answers at a place, and where that is; empty outside the plot."""
        answer = self._answer(x, y)
        if answer is None:
            return []
        if self.is_regression:
            name = self.samples.facts.target_names[0]
            return [f"{name} {answer[0]:.4g}", *self._place(x, y)]
        best = int(answer.argmax())
        text = QCoreApplication.translate("BoundaryView", "{name}: {share} %")
        share = f"{100 * float(answer[best]):.1f}"
        name = self.samples.facts.class_names[best]
        return [text.format(name=name, share=share), *self._place(x, y)]

    @abstractmethod
    def _place(self, x: float, y: float) -> list[str]:
        """Say where a place is."""

    def _answer(self, x: float, y: float) -> NDArray[np.float32] | None:
        """Return the answers (classes or targets,) of the cell that holds a place."""
        if self.surface is None:
            return None
        height, width, _ = self.surface.values.shape
        column = _cell(x, self.surface.x_range, width)
        row = 0 if height == 1 else _cell(y, self.surface.y_range, height)
        return None if column is None or row is None else self.surface.values[row, column]


class SurfacePicture(BoundaryPicture):
    """Two columns of the data as axes, the answer as colour."""

    def __init__(self, samples: ShownSamples, x_axis: int = 0, y_axis: int = 1) -> None:
        super().__init__(samples)
        last = len(samples.facts.column_names) - 1
        self._x, self._y = min(x_axis, last), min(y_axis, last)
        self._image: tuple[tuple[Surface, Theme, bool], QImage] | None = None

    @property
    def axes(self) -> PlaneAxes:
        names, bounds = self.samples.facts.column_names, self.samples.bounds
        (left, right), (low, high) = bounds[[self._x, self._y]].tolist()
        square = self.samples.is_square
        return PlaneAxes(names[self._x], names[self._y], (left, right), (low, high), square)

    @property
    def positions(self) -> NDArray[np.floating]:
        return self.samples.points[:, [self._x, self._y]]

    def paint(self, painter: QPainter, frame: PlaneFrame, theme: Theme, hard: bool) -> None:
        if self.surface is None:
            return
        image = self._drawn(self.surface, theme, hard)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(frame.plot, image, QRectF(image.rect()))

    def _place(self, x: float, y: float) -> list[str]:
        axes = self.axes
        return [
            f"{axes.x_name} = {tick_text(_short(x))}",
            f"{axes.y_name} = {tick_text(_short(y))}",
        ]

    def _drawn(self, surface: Surface, theme: Theme, hard: bool) -> QImage:
        """Return the image of a surface, made once."""
        key = (surface, theme, hard)
        if self._image is None or any(a is not b for a, b in zip(self._image[0], key, strict=True)):
            self._image = key, self._coloured(surface, theme, hard)
        return self._image[1]

    def _coloured(self, surface: Surface, theme: Theme, hard: bool) -> QImage:
        if self.is_regression:
            pixels = value_pixels(surface.values, self.scale, theme)
        else:
            colour = hard_class_pixels if hard else class_pixels
            pixels = colour(surface.values, theme)
        # The lowest row comes first in the surface and last in the image.
        upright = np.ascontiguousarray(pixels[::-1])
        height, width, _ = upright.shape
        image = QImage(upright.data, width, height, 4 * width, QImage.Format.Format_RGBX8888)
        return image.convertToFormat(QImage.Format.Format_RGB32)


class ComponentPicture(SurfacePicture):
    """The first two principal components of the inputs as axes, the answer as colour."""

    def __init__(self, samples: ShownSamples, plane: ComponentPlane) -> None:
        super().__init__(samples)
        self._plane = plane
        self._positions = samples.points @ plane.weights + plane.offset

    @property
    def axes(self) -> PlaneAxes:
        names = (
            QCoreApplication.translate("BoundaryView", "1st principal component"),
            QCoreApplication.translate("BoundaryView", "2nd principal component"),
        )
        return PlaneAxes(*names, self._plane.x_range, self._plane.y_range)

    @property
    def positions(self) -> NDArray[np.floating]:
        return self._positions


class CurvePicture(BoundaryPicture):
    """Data of one column: the answer as curves over it, the samples at their targets.

    Of two classes the second one's probability is drawn, and a sample stands at 0 or at 1; of
    more, each class has its curve, and every sample stands at 1.
    """

    @property
    def axes(self) -> PlaneAxes:
        facts = self.samples.facts
        left, right = self.samples.bounds[0].tolist()
        heights = self.samples.value_range
        if heights is not None:  # one draws on the whole area
            return PlaneAxes(facts.column_names[0], facts.target_names[0], (left, right), heights)
        if self.is_regression:
            margin = 2 * _CURVE_MARGIN * self.scale.reach
            low, high = float(self.samples.targets.min()), float(self.samples.targets.max())
            name, low, high = facts.target_names[0], low - margin, high + margin
        else:
            name = QCoreApplication.translate("BoundaryView", "probability")
            if facts.class_count == 2:
                text = QCoreApplication.translate("BoundaryView", "probability of {name}")
                name = text.format(name=facts.class_names[1])
            low, high = -_CURVE_MARGIN, 1 + _CURVE_MARGIN
        return PlaneAxes(facts.column_names[0], name, (left, right), (low, high))

    @property
    def positions(self) -> NDArray[np.floating]:
        heights = self.samples.values
        if self.samples.facts.class_count > 2:
            heights = np.ones(len(heights))
        return np.stack([self.samples.points[:, 0], heights], axis=1)

    def paint(self, painter: QPainter, frame: PlaneFrame, theme: Theme, hard: bool) -> None:
        if self.surface is None:
            return
        curves, colours = self._curves(self.surface, theme, hard)
        left, right = self.surface.x_range
        width = len(curves)
        x = left + (np.arange(width) + 0.5) * (right - left) / width
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipRect(frame.plot)
        for curve, colour in zip(curves.T, colours, strict=True):
            pixels = frame.to_pixels(np.stack([x, curve], axis=1)).tolist()
            path = QPainterPath(QPointF(*pixels[0]))
            for pixel in pixels[1:]:
                path.lineTo(*pixel)
            painter.strokePath(path, QPen(QColor(colour), _CURVE_WIDTH))
        painter.restore()

    def _curves(
        self, surface: Surface, theme: Theme, hard: bool
    ) -> tuple[NDArray[np.floating], tuple[str, ...]]:
        """Return the curves (width, curves) and their colours."""
        answers = surface.values[0]
        if self.is_regression:
            return answers[:, :1], (theme.accent,)
        colours = class_colours(answers.shape[1])
        if hard:
            answers = np.eye(answers.shape[1])[answers.argmax(axis=1)]
        return (answers[:, 1:], colours[1:]) if len(colours) == 2 else (answers, colours)

    def _place(self, x: float, y: float) -> list[str]:
        return [f"{self.axes.x_name} = {tick_text(_short(x))}"]


def picture_of(samples: ShownSamples, x_axis: int, y_axis: int) -> BoundaryPicture:
    """Return the picture that suits the data: curves for one column, else a surface."""
    if len(samples.facts.column_names) == 1:
        return CurvePicture(samples)
    return SurfacePicture(samples, x_axis, y_axis)


def _cell(value: float, over: tuple[float, float], count: int) -> int | None:
    """Return the number of the cell that holds a value; None outside the range."""
    low, high = over
    number = int(np.floor((value - low) / (high - low) * count))
    return number if 0 <= number < count else None


def _short(value: float) -> float:
    """Return the value with as many figures as a mouse can aim at."""
    return float(f"{value:.3g}")
