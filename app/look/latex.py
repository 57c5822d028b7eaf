"""LaTeX from a formula as the engine's docstrings write it: "∂L/∂W = xᵀ ∂L/∂y".

The engine states each formula once, in Unicode, so that it can be read in the source. For the
window it is typeset, and this says how: fractions, roots, raised and lowered signs, words.
"""

import re
from collections.abc import Iterator

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ˣᵖᵗᵀ", "0123456789-+xptT")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋ₓₕₖₜ", "0123456789+-xhkt")
_SIGNS = {
    "Σ": r"\sum ",
    "Π": r"\Pi ",
    "Δ": r"\Delta ",
    "∂": r"\partial ",
    "θ": r"\theta ",
    "η": r"\eta ",
    "α": r"\alpha ",
    "β": r"\beta ",
    "γ": r"\gamma ",
    "ε": r"\varepsilon ",
    "λ": r"\lambda ",
    "μ": r"\mu ",
    "ρ": r"\rho ",
    "σ": r"\sigma ",
    "φ": r"\varphi ",
    "Φ": r"\Phi ",
    "π": r"\pi ",
    "←": r"\leftarrow ",
    "≤": r"\leq ",
    "±": r"\pm ",
    "·": r"\cdot ",
    "…": r"\ldots ",
    "½": r"\frac{1}{2}",
}
_FUNCTIONS = ("log", "exp", "tanh", "cos", "max", "min", "sign", "clip", "mean", "softmax")
_TOKEN = re.compile(
    r"∂(?P<above>\w)/∂(?P<below>\(sum\)|\w[₀₁₂₃₄₅₆₇₈₉₊₋ₓₕₖₜ]*)"
    r"|(?P<word>[A-Za-z][A-Za-z']+)"
    r"|(?P<hat>\w)\u0302"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ˣᵖᵗᵀ]+)|(?P<lowered>[₀₁₂₃₄₅₆₇₈₉₊₋ₓₕₖₜ]+)"
    r"|(?P<number>\d+(?:\.\d+)?[A-Zπ]?)|(?P<space>\s+)|(?P<other>.)"
)
_CLOSING = {"(": ")", "[": "]", "|": "|", "‖": "‖", "⌊": "⌋"}
_SIDES = {"‖": (r"\Vert", r"\Vert"), "⌊": (r"\lfloor", r"\rfloor")}
# Signs have room around them already.
_TOO_MUCH = re.compile(r"\\;\s*(?=[-=+<>,:]|\\leftarrow|\\cdot|\\leq|\\;)")


def formula_lines(formula: str) -> tuple[str, ...]:
    """The formulas that one text holds, parted by semicolons."""
    return tuple(part.strip() for part in formula.split(";") if part.strip())


def latex(formula: str) -> str:
    """LaTeX for one formula. What it does not know stays as it is written."""
    tokens = list(_TOKEN.finditer(formula))
    return _TOO_MUCH.sub("", _joined(_row(iter(tokens), ""))).strip()


class _Item:
    """A piece of a row: its LaTeX, what it is as part of a fraction, and what signs attach to.

    `above` is the numerator where it is a fraction, to whose denominator signs attach.
    """

    def __init__(
        self, text: str, bare: str = "", kind: str = "sign", whole: str = "", above: str = ""
    ) -> None:
        self.text, self.bare, self.kind = text, bare or text, kind
        self.whole, self.above = whole or text, above


def _joined(items: list[_Item]) -> str:
    return "".join(item.text for item in items)


def _row(tokens: Iterator[re.Match[str]], closing: str) -> list[_Item]:
    """Read up to a closing bracket, or to the end."""
    items: list[_Item] = []
    waiting = ""  # "/" or "√": what comes next goes below it
    for token in tokens:
        text = token.group()
        if text == closing:
            break
        if (text == "/" and items) or text == "√":
            waiting += text
        elif not (waiting and token.lastgroup == "space"):
            item = _item(token, tokens, items)
            if waiting and text == "Σ":
                item = _sum_of(tokens)
            items.append(_below(waiting, items, item))
            waiting = ""
    return items


def _sum_of(tokens: Iterator[re.Match[str]]) -> _Item:
    """A sum that stands below a line, with what is summed: the rest of the row."""
    term = _joined(_row(tokens, "")).strip()
    return _Item(rf"\sum {term}", kind="value")


def _below(waiting: str, items: list[_Item], item: _Item) -> _Item:
    """A piece as it is, or below a root, below a line, or both."""
    if "√" in waiting:
        item = _Item(rf"\sqrt{{{item.bare}}}", kind="value")
    if "/" not in waiting:
        return item
    while items[-1].kind == "space":
        items.pop()
    above = items.pop().bare
    return _Item(rf"\frac{{{above}}}{{{item.bare}}}", item.bare, "value", item.whole, above)


def _item(token: re.Match[str], tokens: Iterator[re.Match[str]], before: list[_Item]) -> _Item:
    """The next piece of a row; it takes up the one before it where it belongs to that."""
    text = token.group()
    if token["above"]:
        below = _below_line(token["below"])
        return _Item(rf"\frac{{\partial {token['above']}}}{{\partial {below}}}", kind="value")
    if token["hat"]:
        return _Item(rf"\hat{{{_SIGNS.get(token['hat'], token['hat'])}}}", kind="value")
    if token["word"]:
        return _word(text, before)
    if token["space"]:
        return _Item(r"\;" if before and before[-1].kind == "value" else " ", kind="space")
    if text in _CLOSING or text == "^":
        return _group(text, tokens, before)
    if token["raised"]:
        return _attached("^", text.translate(_RAISED).replace("T", r"\top "), before)
    if token["lowered"]:
        return _attached("_", text.translate(_LOWERED), before)
    kind = "value" if token["number"] or text.isalpha() else "sign"
    return _Item(_SIGNS.get(text, text), kind=kind)


def _below_line(text: str) -> str:
    """What a derivative is taken by: a letter, with what stands lowered at it."""
    if text == "(sum)":
        return r"(\text{sum})"
    letter, lowered = _SIGNS.get(text[0], text[0]).strip(), text[1:].translate(_LOWERED)
    return f"{letter}_{{{lowered}}}" if lowered else letter


def _word(text: str, before: list[_Item]) -> _Item:
    if text in _FUNCTIONS:
        return _Item(rf"\mathrm{{{text}}}\,", rf"\mathrm{{{text}}}", kind="value")
    return _Item(rf"\;\text{{{text}}}\;", kind="word")


def _attached(mark: str, script: str, before: list[_Item]) -> _Item:
    """Raise or lower a script at the piece before it: of a fraction, at what is below."""
    if not before:
        return _Item(f"{{}}{mark}{{{script}}}")
    last = before.pop()
    text = f"{last.whole}{mark}{{{script}}}"
    if last.above:
        whole = rf"\frac{{{last.above}}}{{{text}}}"
        return _Item(whole, whole, "value", text, last.above)
    return _Item(text, text, "value")


def _group(text: str, tokens: Iterator[re.Match[str]], before: list[_Item]) -> _Item:
    """What stands in brackets; right behind a letter, it belongs to it: σ(s), W[x]."""
    if text == "^":
        next(tokens)  # its opening bracket
        return _attached("^", _joined(_row(tokens, ")")), before)
    items = _row(tokens, _CLOSING[text])
    inner = _joined(items)
    left, right = _SIDES.get(text, (text, _CLOSING[text]))
    whole = (
        rf"\left{left} {inner}\right{right} "
        if text in _SIDES
        else (rf"\left{left}{inner}\right{right}")
    )
    if text not in "|‖" and before and before[-1].kind == "value" and not before[-1].above:
        last = before.pop()
        return _Item(last.bare + whole, last.bare + whole, "value")
    if text != "(":
        return _Item(whole, whole, "value")
    is_fraction = len(items) == 1 and bool(items[0].above)  # needs no brackets: (1/N) Σ
    return _Item(inner if is_fraction else whole, inner, "value", whole)
