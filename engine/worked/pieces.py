"""What stands around an optimizer's rule in an update, in numbers: for one parameter."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from engine.update_record import Piece
from engine.worked.worked import factor, number

Index = tuple[int, ...]
Lines = list[tuple[str, str, float]]  # what is computed, the numbers put in, the result


def _schedule(piece: Piece, index: Index, rate: float) -> Lines:
    """η is the optimizer's learning rate times the share of this moment."""
    whole = rate / piece.told if piece.told else math.nan
    return [("η", f"{number(whole)} · {number(piece.told, 4)}", rate)] if piece.told else []


def _penalties(piece: Piece, index: Index, rate: float) -> Lines:
    g, w = (float(piece.before[name][index]) for name in ("g", "θ"))
    l1, l2, sign = piece.by.l1, piece.by.l2, float(np.sign(w))
    parts = [number(g)]
    parts += [f"{number(l1)} · {factor(sign)}"] if l1 else []
    parts += [f"{number(l2)} · {factor(w)}"] if l2 else []
    return [("g", " + ".join(parts), g + l1 * sign + l2 * w)]


def _clipping(piece: Piece, index: Index, rate: float) -> Lines:
    """By value first, then by norm; the norm is that of all gradients."""
    lines, g = [], float(piece.before["g"][index])
    value, limit = piece.by.value, piece.by.norm
    if value is not None:
        text = f"clip({number(g)}, ±{number(value)})"
        g = min(max(g, -value), value)
        lines.append(("g", text, g))
    if limit is not None:
        share = min(1.0, limit / piece.told) if piece.told else 1.0
        text = f"{number(g)} · min(1, {number(limit)} / {number(piece.told, 4)})"
        g *= share
        lines.append(("g", text, g))
    return lines


def _decay(piece: Piece, index: Index, rate: float) -> Lines:
    w, decay = float(piece.before["θ"][index]), piece.by.decay
    text = f"{number(w, 6)} · (1 - {number(rate)} · {number(decay)})"
    return [("θ", text, w * (1 - rate * decay))]


def _max_norm(piece: Piece, index: Index, rate: float) -> Lines:
    """‖w‖ is the length of all weights that come into the same neuron."""
    weight, limit = piece.before["θ"].astype(np.float64), piece.by.limit
    incoming = weight[:, index[-1]] if weight.ndim == 2 else weight[index[:-3]]
    norm = float(np.sqrt(np.square(incoming).sum()))
    w = float(weight[index])
    text = f"{number(w, 6)} · min(1, {number(limit)} / {number(norm, 4)})"
    return [("θ", text, w * min(1.0, limit / norm) if norm else w)]


def _frozen(piece: Piece, index: Index, rate: float) -> Lines:
    if piece.where is None or not piece.where[index]:
        return []
    value = float(piece.after["θ"][index])
    return [("θ", "the value before the step, as it is frozen", value)]


PIECES: Mapping[str, Callable[[Piece, Index, float], Lines]] = MappingProxyType(
    {
        "schedule": _schedule,
        "penalties": _penalties,
        "clipping": _clipping,
        "decay": _decay,
        "max_norm": _max_norm,
        "frozen": _frozen,
    }
)
