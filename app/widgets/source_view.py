"""A source view shows lines of the engine's own source, numbered as in their file."""

import keyword
import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QColor,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from app.look.fonts import monospace_font
from app.look.theme import Theme
from engine.source_text import Excerpt

_MOST_LINES = 22  # that are seen at once; the rest scrolls
_TINT = 38  # of 255: the ground of marked lines
_NUMBER = re.compile(r"^ *\d+  |^── .*$")
_WORDS = re.compile(rf"\b({'|'.join(keyword.kwlist)}|self)\b")
_TEXT = re.compile(r"\"\"\".*?\"\"\"|\"[^\"]*\"|'[^']*'")
_COMMENT = re.compile(r"#.*$")
_NAME = re.compile(r"(?<=def )\w+|(?<=class )\w+")


class SourceView(QPlainTextEdit):
    """Excerpts one below the other, each under the name of its file and its lines.

    Marked lines stand on a tinted ground, and the first of them is where they begin to show.
    """

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._colours = _Colours(self.document(), theme)
        self._theme = theme
        self._marked: tuple[int, ...] = ()
        self.setReadOnly(True)
        self.setFont(monospace_font())
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)

    def set_theme(self, theme: Theme) -> None:
        """Colour in another theme from now on."""
        self._theme = theme
        self._colours.set_theme(theme)
        self._tint()

    @property
    def marked_text(self) -> tuple[str, ...]:
        """The lines that stand out."""
        document = self.document()
        return tuple(document.findBlockByNumber(number).text() for number in self._marked)

    def show_excerpts(self, excerpts: Sequence[Excerpt]) -> None:
        """Show these lines; the same ones keep their place."""
        text, marked = "\n\n".join(map(_numbered, excerpts)), tuple(_marked(excerpts))
        is_other = text != self.toPlainText()
        if is_other:
            self.setPlainText(text)
            self.updateGeometry()
        if is_other or marked != self._marked:
            self._marked = marked
            self._tint()
            self._scroll_to_marked()

    def _tint(self) -> None:
        ground = QColor(self._theme.accent)
        ground.setAlpha(_TINT)
        selections = []
        for number in self._marked:
            selection = QTextEdit.ExtraSelection()
            selection.format.setBackground(ground)
            selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            block = self.document().findBlockByNumber(number)
            selection.cursor = QTextCursor(block)
            selections.append(selection)
        self.setExtraSelections(selections)

    def _scroll_to_marked(self) -> None:
        """Begin with a line that ran, where the first of them would lie below the edge."""
        first = self._marked[0] if self._marked else 0
        self.verticalScrollBar().setValue(first - 2 if first > _MOST_LINES - 3 else 0)

    def sizeHint(self) -> QSize:
        lines = min(max(self.blockCount(), 3), _MOST_LINES)
        return QSize(420, lines * self.fontMetrics().lineSpacing() + 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, min(self.sizeHint().height(), 8 * self.fontMetrics().lineSpacing()))


def _marked(excerpts: Sequence[Excerpt]) -> Iterator[int]:
    """The numbers of all marked lines, counted from 0 in the whole text."""
    start = 0
    for excerpt in excerpts:
        for line in excerpt.marked:
            yield start + 1 + line - excerpt.first_line
        start += 3 + excerpt.last_line - excerpt.first_line


def _numbered(excerpt: Excerpt) -> str:
    lines = enumerate(excerpt.text.split("\n"), excerpt.first_line)
    head = f"── {excerpt.file}, {excerpt.first_line}–{excerpt.last_line}: {excerpt.name}"
    return "\n".join([head, *(f"{number:4}  {line}" for number, line in lines)])


class _Colours(QSyntaxHighlighter):
    """Python in the theme's colours: keywords, names, texts and comments."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        theme = self._theme
        is_in_text = self.previousBlockState() == 1
        marks = text.count('"""')
        self.setCurrentBlockState(int(is_in_text != (marks % 2 == 1)))
        for pattern, colour in (
            (_WORDS, theme.accent),
            (_NAME, theme.positive if not theme.is_dark else theme.accent),
            (_TEXT, theme.ok),
            (_COMMENT, theme.muted),
        ):
            self._colour(pattern, text, colour)
        if is_in_text or marks % 2:
            end = text.find('"""') + 3 if is_in_text and marks else len(text)
            start = 0 if is_in_text else text.find('"""')
            self.setFormat(start, end - start, _ink(theme.ok))
        self._colour(_NUMBER, text, theme.muted)

    def _colour(self, pattern: re.Pattern[str], text: str, colour: str) -> None:
        for match in pattern.finditer(text):
            self.setFormat(match.start(), match.end() - match.start(), _ink(colour))


def _ink(colour: str) -> QTextCharFormat:
    ink = QTextCharFormat()
    ink.setForeground(QColor(colour))
    return ink
