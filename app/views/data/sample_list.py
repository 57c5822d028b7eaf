"""The part that lists the samples: which of them, in which order, as a table or as tiles."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.look.theme import Theme
from app.trainer.messages import Loaded
from app.views.data.confused_chip import ConfusedChip
from app.views.data.sample_mosaic import SampleMosaic
from app.views.data.sample_page import Pages
from app.views.data.sample_table import SampleTable
from app.views.data.tiles import tile_for
from app.views.toggle import toggle
from app.widgets.elided_label import ElidedLabel
from app.widgets.focus_lead import FocusLead
from app.widgets.segments import Segments
from engine.probes import SamplePage, SampleRows
from engine.probes.share import Share

_CHOICES: Mapping[str, dict[str, Any]] = {
    "all": {"share": "all", "wrong_only": False},
    "train": {"share": "train", "wrong_only": False},
    "test": {"share": "test", "wrong_only": False},
    "wrong": {"share": "all", "wrong_only": True},
}


class SampleList(QWidget):
    """Filters above a table (rows) or a mosaic (images, sequences)."""

    opened = Signal(int)  # the number of a sample, which the person wants to look at
    changed = Signal()  # something else has to be measured

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._pages = Pages()
        self._loaded: Loaded | None = None
        self._table = SampleTable(self._pages, theme)
        self._mosaic = SampleMosaic(self._pages, theme)
        self._empty = QLabel(self.tr("The samples appear here as soon as the data is loaded."))
        self._filter = self._make_filter()
        self._by_loss = toggle(
            self.tr("Largest loss first"),
            self.tr("List the samples that the network gets most wrong at the top"),
        )
        self._confused = ConfusedChip()
        self._note = ElidedLabel()
        self._stack = QStackedWidget()
        self._lay_out()
        self._filter.chosen.connect(self._choose)
        self._by_loss.toggled.connect(self._choose)
        self._confused.clicked.connect(self._forget_confused)
        for part in (self._table, self._mosaic):
            part.looked.connect(self.changed)
            part.opened.connect(self._open)

    def set_data(self, loaded: Loaded) -> None:
        """List other data."""
        self._loaded = loaded
        self._pages.forget(loaded.facts)
        is_class = loaded.facts.class_count > 0
        self._filter.show_choice("wrong", is_class)
        self._filter.show_choice("test", loaded.facts.test_samples > 0)
        if self._pages.choice.wrong_only and not is_class:
            self._filter.choose("all")
        if not self._confused.fits(loaded.facts):
            self._forget_confused()
        self._confused.show_names(loaded.facts)
        if tile_for(loaded) is None:
            self._table.set_facts(loaded.facts)
        else:
            self._mosaic.set_data(loaded)
        self._show_part()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._table.set_theme(theme)
        self._mosaic.set_theme(theme)

    @property
    def probe(self) -> SampleRows:
        """What has to be measured."""
        return self._pages.probe

    def take(self, asked: SampleRows, page: SamplePage) -> None:
        """Show a measurement, unless another one was asked for since."""
        if asked.choice != self._pages.choice.choice:
            return
        if self._pages.take(page):
            self._shown.refresh()
        self._show_part()

    def neighbour(self, number: int, step: int) -> int | None:
        """The number of the sample so many places after another one, where it is known."""
        place = self._pages.place_of(number)
        return None if place is None else self._pages.number_at(place + step)

    def look_around(self, number: int) -> None:
        """Select a sample, so that its neighbours are measured."""
        place = self._pages.place_of(number)
        if place is not None:
            self._shown.go_to(place)

    @property
    def filter_key(self) -> str:
        """Which samples are listed: "all", "train", "test" or "wrong"."""
        return self._filter.key

    @property
    def by_loss(self) -> bool:
        """Whether the largest loss comes first."""
        return self._by_loss.isChecked()

    def list_confused(self, true: int, said: int, share: Share) -> None:
        """List the samples of a share and a true class that are taken for another class."""
        self._confused.classes = (true, said)
        if self._loaded is not None and self._confused.fits(self._loaded.facts):
            self._confused.show_names(self._loaded.facts)
        self._filter.choose(share)
        self._choose()

    def restore(self, filter_key: object, by_loss: bool) -> None:
        """Choose again what was chosen before."""
        self._filter.choose(filter_key)
        self._by_loss.setChecked(by_loss)

    @property
    def note(self) -> str:
        """How many samples are listed, and which step the answers are from."""
        return self._note.text()

    @property
    def _shown(self) -> SampleTable | SampleMosaic:
        is_table = self._loaded is None or tile_for(self._loaded) is None
        return self._table if is_table else self._mosaic

    def _make_filter(self) -> Segments:
        filters = Segments(self.tr("Which samples"), self.tr("Which samples are listed"))
        filters.add("all", self.tr("All"), self.tr("List all samples"))
        filters.add("train", self.tr("Training"), self.tr("List what the network learns from"))
        filters.add("test", self.tr("Test"), self.tr("List what is kept for testing"))
        filters.add(
            "wrong", self.tr("Misclassified"), self.tr("List what the network gets wrong now")
        )
        return filters

    def _lay_out(self) -> None:
        self._note.setProperty("role", "muted")
        self._note.setAccessibleDescription(
            self.tr("How many samples are listed, and from which step the predictions are")
        )
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        line = QHBoxLayout()
        line.setContentsMargins(12, 2, 12, 6)
        line.setSpacing(8)
        line.addWidget(self._filter)
        line.addWidget(self._by_loss)
        line.addWidget(self._confused)
        line.addWidget(self._note, 1)
        for part in (self._empty, self._table, self._mosaic):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._stack, 1)
        self._lead = FocusLead(self, self._table)

    def _choose(self, *_: object) -> None:
        order = "loss" if self._by_loss.isChecked() else "data"
        chosen = _CHOICES[self._filter.key]
        self._pages.choose(order=order, confused=self._confused.classes, **chosen)
        self._shown.go_to(0)
        self._shown.refresh()
        self._show_part()
        self.changed.emit()

    def _forget_confused(self) -> None:
        self._confused.forget()
        self._choose()

    def _open(self, place: int) -> None:
        number = self._pages.number_at(place)
        if number is not None:
            self.opened.emit(number)

    def _show_part(self) -> None:
        """Show the samples, or say why there are none."""
        page = self._pages.page
        if page is None or not page.total:
            self._empty.setText(self._why_none(page))
            self._stack.setCurrentWidget(self._empty)
        else:
            with QSignalBlocker(self._shown):
                self._stack.setCurrentWidget(self._shown)
            self._lead.target = self._shown
        self._note.setText(self._written_note(page))

    def _why_none(self, page: SamplePage | None) -> str:
        if page is None:
            return self.tr("The samples appear here as soon as the data is loaded.")
        choice = self._pages.choice
        if choice.confused is not None and page.said.is_known:
            return self.tr("The network takes no sample of this class for that one now.")
        if choice.wrong_only and page.said.is_known:
            return self.tr("The network classifies every sample correctly.")
        if choice.wrong_only or choice.confused is not None:
            return self.tr("The network is being asked about every sample.")
        return self.tr("There are no samples of this kind.")

    def _written_note(self, page: SamplePage | None) -> str:
        if page is None:
            return ""
        count = self.tr("{count} samples").format(count=f"{page.total:,}")
        said = page.said
        if not said.is_known:
            share = f"{100 * said.progress:.0f}"
            return f"{count} · " + self.tr("asking the network: {share} %").format(share=share)
        return f"{count} · " + self.tr("step {step}").format(step=f"{said.last_step:,}")
