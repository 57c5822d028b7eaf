"""Figures have one width, and formulas find their letters."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication

from app.look.fonts import interface_font, monospace_font, tabular
from resources import resource_path

FORMULA_LETTERS = "x₁₂²³⁻∂∇θησλαβ≤≥→←↑↓·×±√∑∞−ŷéñß"


@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold"])
def test_the_bundled_font_has_the_letters_of_the_formulas(weight: str, qapp: QApplication) -> None:
    raw = QRawFont(str(resource_path("fonts", f"Inter-{weight}.ttf")), 13)
    assert [letter for letter in FORMULA_LETTERS if not raw.supportsCharacter(ord(letter))] == []


def test_the_bundled_font_comes_with_its_licence() -> None:
    text = resource_path("fonts", "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in text


def test_figures_have_one_width(qapp: QApplication) -> None:
    metrics = QFontMetricsF(interface_font())
    assert len({metrics.horizontalAdvance(figure * 8) for figure in "0123456789"}) == 1


def test_tabular_leaves_the_given_font_alone(qapp: QApplication) -> None:
    font = QFont("Inter")
    assert tabular(font).featureTags() == [QFont.Tag("tnum")]
    assert font.featureTags() == []


def test_the_monospace_font_has_one_width(qapp: QApplication) -> None:
    assert QFontDatabase.families()
    metrics = QFontMetricsF(monospace_font())
    assert metrics.horizontalAdvance("iiii") == metrics.horizontalAdvance("MMMM")
