"""Text windows: what a network is given of a text, and which character it is to predict."""

_SHOWN = 3  # windows
_LONGEST = 14  # characters before the arrow that are shown
_MARKS = {" ": "␣", "\n": "⏎", "\t": "⇥", "\r": ""}


def first_windows(text: str, window: int, stride: int) -> tuple[str, ...]:
    """The first windows of a text, such as AB→C, BC→D, CD→E for ABCDE, window 3 and stride 1.

    White space shows as a sign; of long windows, the beginning and the end.
    """
    text = text.replace("\r\n", "\n")
    starts = range(0, len(text) - window + 1, stride)[:_SHOWN]
    return tuple(_words(text[start : start + window]) for start in starts)


def _words(window: str) -> str:
    before, last = window[:-1], window[-1]
    if len(before) > _LONGEST:
        half = _LONGEST // 2
        before = f"{before[:half]}…{before[-half + 1 :]}"
    return f"{_visible(before)} → {_visible(last)}"


def _visible(text: str) -> str:
    return "".join(_MARKS.get(character, character) for character in text)
