"""The runs of the session: their curves over each other, and what they differ in."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QStackedWidget

from app.look.appearance import Appearance
from app.look.plot import Plot
from app.look.theme import Theme, class_colours
from app.session.runs import RunRecord
from app.session.session import Session
from app.trainer.messages import Phase, Snapshot
from app.views.empty_page import EmptyPage
from app.views.mode_choice import ModeChoice
from app.views.number_table import NumberTable
from app.views.runs_table import RunsTable
from app.views.toggle import toggle
from app.views.view import View
from engine.probes import Probe

_COLOURS = class_colours(10)
_REFRESH_MS = 500  # from one writing of the table to the next, while a run goes on
_MOST_CURVES = 20  # the newest runs that are drawn
_MOST_NAMES = 5  # of curves that are named in the plot
_CHOICE_WIDTH = 84


class RunsView(View):
    """One run can be gone on with, or pinned: its curve is then drawn beside every other run's."""

    name = "runs"

    def __init__(self, session: Session, appearance: Appearance) -> None:
        translate = QCoreApplication.translate
        self._session, self._runs = session, session.runs
        self._theme = appearance.theme
        self._drawn: set[str] = set()
        empty = translate("RunsView", "Runs appear here as soon as one has trained an epoch.")
        self._plot = Plot(appearance.theme, empty_text=empty)
        self._table = RunsTable()
        self._both = QSplitter(Qt.Orientation.Vertical)
        self._both.addWidget(self._plot)
        self._both.addWidget(self._table)
        self._both.setSizes([300, 170])
        self._both.setStretchFactor(0, 1)
        self._both.setChildrenCollapsible(False)
        self._pages = QStackedWidget()
        self._pages.addWidget(EmptyPage(appearance, empty))
        self._pages.addWidget(self._both)
        self._make_choices()
        self._make_actions()
        super().__init__(self._pages, self._y.box, self._x.box, self._log, self._restore, self._pin)
        self.lead.target = self._table
        self._timer = QTimer(self._pages, interval=_REFRESH_MS, singleShot=True)
        self._timer.timeout.connect(self._write)
        self._connect(appearance)
        self._turn()

    @property
    def title(self) -> str:
        return QCoreApplication.translate("RunsView", "Runs")

    @property
    def wants(self) -> tuple[Probe, ...]:
        return ()

    @property
    def table(self) -> NumberTable | None:
        return self._table.table if self._records else None

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.phase is not Phase.PLAYING:
            self._write()
        elif not self._timer.isActive():
            self._timer.start()

    def save_settings(self) -> dict[str, object]:
        return {"x": self._x.mode, "y": self._y.mode, "log": self._log.isChecked()}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._x.set_mode(settings.get("x"))
        self._y.set_mode(settings.get("y"))
        self._log.setChecked(settings.get("log") is not False)

    @property
    def _records(self) -> tuple[RunRecord, ...]:
        """All runs, the present one last."""
        present = self._runs.present
        return self._runs.records if present is None else (*self._runs.records, present)

    @property
    def _chosen(self) -> RunRecord | None:
        number = self._table.chosen
        return next((each for each in self._records if each.number == number), None)

    def _make_choices(self) -> None:
        translate = QCoreApplication.translate
        quantities = {
            "test_loss": translate("RunsView", "Test loss"),
            "train_loss": translate("RunsView", "Train loss"),
            "test_accuracy": translate("RunsView", "Test accuracy"),
            "train_accuracy": translate("RunsView", "Train accuracy"),
        }
        tip = translate("RunsView", "What is drawn of each run")
        self._y = ModeChoice(quantities, tip, self._turn)
        over = {
            "epoch": translate("RunsView", "Epochs"),
            "step": translate("RunsView", "Steps"),
            "seconds": translate("RunsView", "Seconds"),
        }
        self._x = ModeChoice(over, translate("RunsView", "Over what it is drawn"), self._turn)
        for choice in (self._x, self._y):
            choice.box.setMinimumWidth(_CHOICE_WIDTH)
        tip = translate("RunsView", "Draw losses on a logarithmic scale")
        self._log = toggle(translate("RunsView", "Log"), tip, checked=True)

    def _make_actions(self) -> None:
        translate = QCoreApplication.translate
        self._restore = QPushButton(translate("RunsView", "Go on"))
        tip = translate(
            "RunsView",
            "Make the chosen run the present one again and go on with it where it ended (Return)",
        )
        self._restore.setToolTip(tip)
        tip = translate("RunsView", "Draw the chosen run's curve beside every other run's (P)")
        self._pin = toggle(translate("RunsView", "Pin"), tip)
        for button in (self._restore, self._pin):
            button.setProperty("role", "toggle")

    def _connect(self, appearance: Appearance) -> None:
        self._runs.changed.connect(self._write)
        self._log.toggled.connect(self._turn)
        self._restore.clicked.connect(self._go_on)
        self._pin.clicked.connect(self._toggle_pin)
        self._table.renamed.connect(self._runs.rename)
        self._table.itemSelectionChanged.connect(self._show_actions)
        self._table.menu_asked.connect(self._show_menu)
        keys = {"Return": self._go_on, "P": self._toggle_pin, "Del": self._remove}
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self._table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        appearance.theme_changed.connect(self._take_theme)

    def _write(self) -> None:
        """Write the table and draw the curves as they are now."""
        records = self._records
        pinned = None if self._runs.pinned is None else self._runs.pinned.number
        self._table.show_runs(records, [_colour(record) for record in records], pinned)
        self._pages.setCurrentIndex(1 if records else 0)
        self._draw(records[-_MOST_CURVES:])
        self._show_actions()

    def _draw(self, records: tuple[RunRecord, ...]) -> None:
        x, y = self._x.mode, self._y.mode
        is_loss = y.endswith("loss")
        self._plot.set_x_label(self._x.box.currentText().lower())
        self._plot.set_y_label(self._y.box.currentText().lower(), "" if is_loss else "%")
        shown = {f"run {record.number}": record for record in records}
        for name in self._drawn - shown.keys():
            self._plot.remove_curve(name)
        self._drawn = set(shown)
        for name, record in shown.items():
            values = record.curve.column(y) * (1 if is_loss else 100)
            label = record.name if len(shown) <= _MOST_NAMES else ""  # the table has them all
            self._plot.set_curve(name, record.curve.column(x), values, _colour(record), label)

    def _turn(self, *_: object) -> None:
        """Draw another quantity, or over something else."""
        for name in self._drawn:
            self._plot.remove_curve(name)
        self._log.setVisible(self._y.mode.endswith("loss"))
        self._plot.set_log(self._log.isChecked() and self._y.mode.endswith("loss"))
        self._write()

    def _show_actions(self) -> None:
        record, present = self._chosen, self._runs.present
        is_past = record is not None and (present is None or record.number != present.number)
        self._restore.setEnabled(is_past)
        self._pin.setEnabled(record is not None)
        pinned = self._runs.pinned
        self._pin.setChecked(
            record is not None and pinned is not None and pinned.number == record.number
        )

    def _go_on(self) -> None:
        record = self._chosen
        if record is not None and self._restore.isEnabled():
            self._session.restore(record)

    def _toggle_pin(self) -> None:
        record, pinned = self._chosen, self._runs.pinned
        if record is not None:
            is_pinned = pinned is not None and pinned.number == record.number
            self._runs.pin(None if is_pinned else record)

    def _remove(self) -> None:
        record = self._chosen
        if record is not None and self._restore.isEnabled():
            self._runs.remove(record.number)

    def _show_menu(self, at: QPoint) -> None:
        """What can be done with the chosen run."""
        if self._chosen is None:
            return
        translate = QCoreApplication.translate
        menu = QMenu(self._table)
        go_on = menu.addAction(translate("RunsView", "Go on with this run"), self._go_on)
        menu.addAction(self._pin_words(), self._toggle_pin)
        rename = translate("RunsView", "Rename")
        menu.addAction(rename, self._table.rename_chosen)
        remove = menu.addAction(translate("RunsView", "Forget this run"), self._remove)
        for action in (go_on, remove):
            action.setEnabled(self._restore.isEnabled())
        menu.popup(self._table.viewport().mapToGlobal(at))
        menu.aboutToHide.connect(menu.deleteLater)

    def _pin_words(self) -> str:
        if self._pin.isChecked():
            return QCoreApplication.translate("RunsView", "Pin no longer")
        return QCoreApplication.translate("RunsView", "Pin as comparison")

    def _take_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._plot.set_theme(theme)
        self._write()


def _colour(record: RunRecord) -> str:
    """The colour of a run, which stays the same."""
    return _COLOURS[(record.number - 1) % len(_COLOURS)]
