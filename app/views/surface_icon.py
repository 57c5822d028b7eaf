"""A decision surface as a small picture beside a line of text."""

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap

from app.look.theme import Theme
from app.views.surface_image import class_pixels, value_pixels
from app.views.value_scale import ValueScale
from engine.probes import Surface


def surface_icon(surface: Surface, scale: ValueScale | None, theme: Theme, size: QSize) -> QIcon:
    """Return the surface in this size, the lowest row below; `scale` where it holds values."""
    if scale is None:
        pixels = class_pixels(surface.values, theme)
    else:
        pixels = value_pixels(surface.values, scale, theme)
    upright = np.ascontiguousarray(pixels[::-1])
    height, width, _ = upright.shape
    image = QImage(upright.data, width, height, 4 * width, QImage.Format.Format_RGBX8888)
    smaller = image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return QIcon(QPixmap.fromImage(smaller))
