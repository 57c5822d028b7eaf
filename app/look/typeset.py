"""Typesetting: a formula as a picture of lines, drawn by ziamath in the theme's colour.

ziamath takes a fifth of a second to import; so this module is imported when first needed, on a
thread that nobody waits for.
"""

from functools import lru_cache
from threading import Lock

import ziamath

from app.look.latex import latex

_SIZE = 19.0  # pixels of the letters

ziamath.config.svg2 = False  # paths in place of symbols: Qt draws SVG Tiny
_ONE_AT_A_TIME = Lock()


@lru_cache(maxsize=512)
def formula_svg(formula: str, colour: str) -> bytes:
    """The SVG of one formula as the engine writes it, in a colour "#RRGGBB"."""
    with _ONE_AT_A_TIME:
        return str(ziamath.Latex(latex(formula), size=_SIZE, color=colour).svg()).encode()
