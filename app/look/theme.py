"""A theme names every colour of the window; each colour has one meaning everywhere."""

from colorsys import hls_to_rgb
from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """The colours of one appearance, each as "#RRGGBB"."""

    name: str
    background: str
    panel: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str = "#FFFFFF"
    ok: str = "#2A9D6F"
    warning: str = "#D9822B"
    bad: str = "#CF3F4F"
    negative: str = "#E8833A"
    positive: str = "#2F7FC1"

    @property
    def zero(self) -> str:
        """The colour between negative and positive: the panel's own."""
        return self.panel

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"


LIGHT = Theme(
    name="light",
    background="#F6F7F9",
    panel="#FFFFFF",
    line="#E3E6EB",
    text="#1D2430",
    muted="#6A7382",
    accent="#3A6DF0",
)

DARK = Theme(
    name="dark",
    background="#14171D",
    panel="#1C2129",
    line="#2C333E",
    text="#E6E9EF",
    muted="#939DAD",
    accent="#6C95FF",
)

# Okabe & Ito, "Color Universal Design" (2008), told apart by colour-blind people. Its orange and
# blue give way to the program's own negative and positive, so that two classes mean the same
# everywhere; the last two (Tol's indigo and olive) lengthen it to the ten digits.
_CLASS_COLOURS = (
    "#E8833A",
    "#2F7FC1",
    "#009E73",
    "#CC79A7",
    "#F0E442",
    "#56B4E9",
    "#D55E00",
    "#8C8C8C",
    "#5B4DB5",
    "#8F8B24",
)

_FAMILY_COLOURS = {
    "dense": "#7A6FF0",
    "activation": "#2A9D6F",
    "dropout": "#D96AA7",
    "shape": "#8A94A3",
}

_FIRST_HUE, _LAST_HUE = 250 / 360, 194 / 360  # violet, cyan
_LAYER_SATURATION = 0.6
_LAYER_LIGHTNESS = {"light": 0.58, "dark": 0.66}


def class_colours(count: int) -> tuple[str, ...]:
    """Return one colour for each of `count` classes; after ten classes the colours repeat."""
    return tuple(_CLASS_COLOURS[index % len(_CLASS_COLOURS)] for index in range(count))


def layer_colour(index: int, count: int, theme: Theme) -> str:
    """Return the colour of layer `index` of `count`: violet for the first, cyan for the last."""
    position = index / (count - 1) if count > 1 else 0.0
    hue = _FIRST_HUE + position * (_LAST_HUE - _FIRST_HUE)
    red, green, blue = hls_to_rgb(hue, _LAYER_LIGHTNESS[theme.name], _LAYER_SATURATION)
    return f"#{round(255 * red):02X}{round(255 * green):02X}{round(255 * blue):02X}"


def family_colour(family: str) -> str:
    """Return the colour of a family of layers: "dense", "activation", "dropout" or "shape".

    Raises KeyError for a family that has no colour.
    """
    return _FAMILY_COLOURS[family]
