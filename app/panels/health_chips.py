"""The chips of health: what is wrong with the run, each in a few words; none where all is well."""

from functools import cached_property

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.panels.health_words import HealthWords, state_of, words_of
from app.trainer.messages import Snapshot
from app.widgets.chip_button import ChipButton
from app.widgets.popover import Popover
from engine.health import RULES, Finding, HealthCheck
from engine.probes import Probe

_CHECK = HealthCheck()
_INTERVAL_MS = 500  # between two examinations: chips that change more often cannot be read
_SPACING = 6


class HealthChips(QWidget):
    """As many chips as there is room for, at the right; the last one counts those left out."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[Finding, ...] = ()
        self._moment = (-1, -1)  # run and step shown last
        self._examined = (-1, -1)  # run and step examined last
        self._since = QElapsedTimer()
        self.chips = tuple(ChipButton(self) for _ in RULES)
        self.more = ChipButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACING)
        row.addStretch(1)
        for number, chip in enumerate(self.chips):
            row.addWidget(chip)
            chip.clicked.connect(lambda _=False, number=number: self._explain(number))
        row.addWidget(self.more)
        self.more.clicked.connect(self._explain_all)
        # It takes the room that the figures leave, and asks for none.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._show()

    @cached_property
    def popover(self) -> Popover:
        """What explains the findings, made when it is first asked for."""
        return Popover(self)

    @property
    def wants(self) -> tuple[Probe, ...]:
        """The examination, now and then, and as long as training has gone on since the last."""
        is_due = not self._since.isValid() or self._since.elapsed() >= _INTERVAL_MS
        has_moved = self._moment != self._examined
        return (_CHECK,) if is_due and has_moved and self.isVisible() else ()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take what an examination has found; another run is well until it is examined."""
        if snapshot.run_id != self._moment[0]:
            self._take(())
        self._moment = (snapshot.run_id, snapshot.step)
        found = snapshot.probes.get(_CHECK)
        if found is not None:
            self._examined = self._moment
            self._since.start()
            self._take(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def _take(self, findings: tuple[Finding, ...]) -> None:
        if findings != self._findings:
            self._findings = findings
            self._show()

    def _show(self) -> None:
        """Let as many findings show as fit, the worst first, and count the others."""
        words = [words_of(finding) for finding in self._findings]
        for chip, finding, said in zip(self.chips, self._findings, words, strict=False):
            chip.set_status(said.chip, state_of(finding), said.whole)
        room, shown = self.width(), 0
        for place in range(len(words)):
            needed = self.chips[place].sizeHint().width() + _SPACING
            rest = len(words) - place - 1
            if needed + (self._width_of_more(rest) if rest else 0) > room:
                break
            room -= needed
            shown += 1
        for place, chip in enumerate(self.chips):
            chip.setVisible(place < shown)
        left = len(words) - shown
        self._name_more(left, words)
        self.more.setVisible(left > 0)

    def _width_of_more(self, count: int) -> int:
        self.more.setText(f"+{count}")
        return self.more.sizeHint().width() + _SPACING

    def _name_more(self, count: int, words: list[HealthWords]) -> None:
        rest = "; ".join(said.chip for said in words[len(words) - count :]) if count else ""
        self.more.set_status(f"+{count}", "warning", rest)
        self.more.setAccessibleName(self.tr("{count} more findings").format(count=count))

    def _explain(self, number: int) -> None:
        self.popover.show_below(self.chips[number], _paragraphs(self._findings[number]))

    def _explain_all(self) -> None:
        """Tell all findings, one below the other."""
        told = [line for finding in self._findings for line in _paragraphs(finding)]
        self.popover.show_below(self.more, told)


def _paragraphs(finding: Finding) -> list[tuple[str, str]]:
    said = words_of(finding)
    return [
        (said.chip, "heading"),
        (said.measured, ""),
        (said.meaning, "caption"),
        (said.remedies, ""),
    ]
