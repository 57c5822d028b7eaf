"""What is said about feature maps, time steps and bands: below them, and of one of them."""

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.views.columns import Column
from app.views.sample_tiles import SampleTiles


def foot_words(column: Column, is_short: bool = False) -> str:
    """How many maps or steps a column has, and how large each is; short as LeCun et al. put it."""
    translate = QCoreApplication.translate
    if column.form == "maps":
        channels, height, width = column.shape
        text = translate("NetworkView", "{channels} maps, {height} × {width}")
        if column.start < 0:
            text = translate("NetworkView", "{height} × {width}")
        elif is_short:
            text = translate("NetworkView", "{channels} @ {height}×{width}")
        return text.format(channels=channels, height=height, width=width)
    if column.form == "steps":
        steps, features = column.shape
        text = translate("NetworkView", "{steps} steps × {features}")
        if column.steps and not column.is_unrolled:
            text = translate("NetworkView", "▸ {steps} steps × {features}")
        if column.origin == "codes":
            text = translate("NetworkView", "{steps} tokens")
        elif column.is_unrolled:
            text = translate("NetworkView", "▾ {steps} steps, shared Wₓ, Wₕ")
            if is_short:
                text = translate("NetworkView", "▾ {steps} steps")
        return text.format(steps=steps, features=features)
    if column.steps:
        return translate("NetworkView", "▸ unroll {steps} steps").format(steps=column.steps)
    return ""


def band_words(column: Column) -> str:
    """What a band hides: so many layers and neurons."""
    translate = QCoreApplication.translate
    hidden = column.hides
    units = f"{sum(each.units for each in hidden):,}"
    if len(hidden) == 1:
        text = translate("NetworkView", "{layer}: {units} neurons folded")
        return text.format(layer=hidden[0].title, units=units)
    text = translate("NetworkView", "{layers} layers, {units} neurons folded")
    return text.format(layers=len(hidden), units=units)


def band_lines(column: Column) -> list[str]:
    """The same with the names of the layers, and how to unfold them."""
    translate = QCoreApplication.translate
    titles = [each.title for each in column.hides]
    text = translate("NetworkView", "from {first} to {last}")
    names = [text.format(first=titles[0], last=titles[-1])] if len(titles) > 1 else []
    hint = translate("NetworkView", "F or a double-click unfolds")
    return [band_words(column), *names, hint]


def tile_name(columns: Sequence[Column], column: int, tile: int) -> str:
    """A map, a step or a neuron by its layer and number."""
    translate, place = QCoreApplication.translate, columns[column]
    if place.form == "maps":
        if place.labels:
            return place.labels[tile]
        text = translate("NetworkView", "{layer}, map {number} of {count}")
        return text.format(layer=place.title, number=tile + 1, count=place.shape[0])
    if place.form == "steps":
        text = translate("NetworkView", "{layer}, step {number} of {count}")
        return text.format(layer=place.title, number=tile + 1, count=place.tiles)
    if place.labels:
        return place.labels[tile]
    text = translate("NetworkView", "{layer}, neuron {number}")
    return text.format(layer=place.title, number=tile + 1)


def unit_name(columns: Sequence[Column], column: int, unit: int) -> str:
    """One number of a column by its place: a pixel, a unit at a step, or a neuron."""
    translate, place = QCoreApplication.translate, columns[column]
    if place.form == "band":
        return unit_name(place.hides, len(place.hides) - 1, unit)
    if place.form == "row":
        return tile_name(columns, column, unit)
    if place.names:
        return place.names[unit]
    shape = place.shape
    if math.prod(shape) != place.units:  # the last state of an unrolled layer
        shape = (place.units,)
    at = tuple(int(part) + 1 for part in np.unravel_index(unit, shape))
    if len(at) == 3:
        text = translate("NetworkView", "{layer}, map {map}, row {row}, column {column}")
        return text.format(layer=place.title, map=at[0], row=at[1], column=at[2])
    if len(at) == 2:
        text = translate("NetworkView", "{layer}, step {step}, unit {unit}")
        return text.format(layer=place.title, step=at[0], unit=at[1])
    text = translate("NetworkView", "{layer}, neuron {number}")
    return text.format(layer=place.title, number=at[0])


def tile_lines(
    columns: Sequence[Column],
    column: int,
    tile: int,
    sample: SampleTiles | None,
    cell: tuple[int, ...] | None,
) -> list[str]:
    """Name a tile and tell what the sample gives in it; `cell` is the number under the mouse."""
    place = columns[column]
    lines = [tile_name(columns, column, tile)]
    values = None if sample is None else sample.values(place)
    if sample is None or values is None:
        return lines
    match place.form:
        case "maps":
            return lines + _map_lines(place, values, tile, cell)
        case "steps":
            return lines + _step_lines(place, sample, values, tile, cell)
    return lines + _neuron_lines(place, sample, values, tile)


def kernel_line(cell: tuple[int, int, int], value: float, channel: str) -> str:
    """One weight of a kernel with its place."""
    text = QCoreApplication.translate(
        "NetworkView", "kernel on {channel}, row {row}, column {column}: {value}"
    )
    row, column = cell[1] + 1, cell[2] + 1
    return text.format(channel=channel, row=row, column=column, value=f"{value:.4g}")


def kernels_line(channels: int, size: int, limit: float, place: tuple[int, int] | None) -> str:
    """How many kernels lead to a map, how large they are, and where, if each place has others."""
    text = QCoreApplication.translate("NetworkView", "{count} kernels {size} × {size}, ±{limit}")
    if channels == 1:
        text = QCoreApplication.translate("NetworkView", "kernel {size} × {size}, ±{limit}")
    line = text.format(count=channels, size=size, limit=f"{limit:.3g}")
    if place is None:
        return line
    at = QCoreApplication.translate("NetworkView", "of row {row}, column {column}")
    return f"{line} {at.format(row=place[0] + 1, column=place[1] + 1)}"


def _map_lines(
    place: Column, values: np.ndarray, tile: int, cell: tuple[int, ...] | None
) -> list[str]:
    translate = QCoreApplication.translate
    if place.lead and not tile:
        return []
    numbers = values[tile - place.lead]
    text = translate("NetworkView", "{height} × {width}, {low} … {high}")
    height, width = numbers.shape
    low, high = f"{numbers.min():.3g}", f"{numbers.max():.3g}"
    lines = [text.format(height=height, width=width, low=low, high=high)]
    if cell is not None and len(cell) == 2:
        text = translate("NetworkView", "row {row}, column {column}: {value}")
        row, column = cell
        value = f"{numbers[row, column]:.4g}"
        lines.append(text.format(row=row + 1, column=column + 1, value=value))
    return lines


def _step_lines(
    place: Column,
    sample: SampleTiles,
    values: np.ndarray,
    step: int,
    cell: tuple[int, ...] | None,
) -> list[str]:
    translate = QCoreApplication.translate
    lines = []
    token = sample.token(place, step)
    if token:
        lines.append(translate("NetworkView", "input “{token}”").format(token=token))
    if place.origin == "codes":
        return lines
    numbers, cells = values[step], sample.cell(place)
    text = translate("NetworkView", "{count} units, {low} … {high}")
    low, high = f"{numbers.min():.3g}", f"{numbers.max():.3g}"
    lines.append(text.format(count=len(numbers), low=low, high=high))
    if cells is not None:
        text = translate("NetworkView", "cell state {low} … {high}")
        low, high = f"{cells[step].min():.3g}", f"{cells[step].max():.3g}"
        lines.append(text.format(low=low, high=high))
    if cell is not None:
        unit = cell[-1]
        text = translate("NetworkView", "unit {unit}: {value}")
        value = f"{numbers[unit]:.4g}"
        if cells is not None:
            text = translate("NetworkView", "unit {unit}: {value}, its cell {state}")
        state = "" if cells is None else f"{cells[step, unit]:.4g}"
        lines.append(text.format(unit=unit + 1, value=value, state=state))
    if place.is_unrolled:
        lines.append(translate("NetworkView", "the same weights at every step"))
    return lines


def _neuron_lines(place: Column, sample: SampleTiles, values: np.ndarray, unit: int) -> list[str]:
    translate = QCoreApplication.translate
    answer = sample.answer(place)
    text = translate("NetworkView", "output {value} for sample {number}")
    if sample.sums:
        text = translate("NetworkView", "weighted sum {value} for sample {number}")
    value = float(values[unit] if answer is None else answer[unit])
    number = f"{sample.flow.number + 1:,}"
    return [text.format(value=f"{value:.4g}", number=number)]
