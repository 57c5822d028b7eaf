"""The main window: puts panels, views, bars and menus into the frame."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSplitter, QToolBar, QVBoxLayout, QWidget

from app.look.appearance import Appearance
from app.panels.data_panel import DataPanel
from app.panels.history_bar import HistoryBar
from app.panels.network_panel import NetworkPanel
from app.panels.training_panel import TrainingPanel
from app.panels.transport import TransportBar
from app.session.session import Session
from app.settings import Settings
from app.trainer.messages import Phase, Snapshot
from app.views import VIEWS
from app.widgets.banner import Banner
from app.window.edit_menu import EditMenu
from app.window.experiment_menu import ExperimentMenu
from app.window.exports import Exports
from app.window.file_menu import FileMenu
from app.window.files import Files
from app.window.frame import Frame
from app.window.frame_clock import FrameClock
from app.window.help_menu import HelpMenu
from app.window.hint import Hint
from app.window.notices import Notices
from app.window.recorder import Recorder
from app.window.sidebar import Sidebar
from app.window.status_line import StatusLine
from app.window.view_docks import ViewDocks
from app.window.view_links import link_cards, link_diagram, link_views
from app.window.view_menu import ViewMenu
from engine.probes import Probe

_SIDEBAR_WIDTH = 300


class MainWindow(QObject):
    """Everything inside a frame that is already on the screen.

    The frame comes first because it needs nothing but Qt, while views need libraries that take a
    moment to import.
    """

    def __init__(
        self, frame: Frame, session: Session, appearance: Appearance, settings: Settings
    ) -> None:
        super().__init__(frame)
        self.frame = frame
        self.session = session
        self._settings = settings
        self.views = tuple(view(session, appearance) for view in VIEWS)
        self.docks = ViewDocks(self.views)
        panels = [panel(session, appearance) for panel in (DataPanel, NetworkPanel, TrainingPanel)]
        self.sidebar = Sidebar(panels, settings)
        self.transport = TransportBar(session)
        self.history = HistoryBar(session)
        self.banner = Banner()
        self.status_line = StatusLine(session)
        self.notices = Notices(session, self.banner, self.status_line)
        self.files = Files(frame, session, appearance)
        self.exports = Exports(frame, session, self.docks)
        self.recorder = Recorder(frame, session, self.exports)
        self.clock = FrameClock(session, self._wants, self._draw, self._interval, self)
        self._splitter = QSplitter()
        self._place()
        self._add_menus(appearance)
        self._restore()
        self._connect()
        self._hint = self._first_hint()

    def start(self) -> None:
        """Begin to show the run."""
        self.clock.start()
        self.docks.setFocus()

    def _wants(self) -> tuple[Probe, ...]:
        """What is to be measured for all that can be seen; nothing of a minimised window."""
        if self.frame.isMinimized():
            return ()
        return self.docks.wants + self.transport.health.wants

    def _interval(self) -> float:
        return self.docks.turns.interval

    def _draw(self, snapshot: Snapshot) -> None:
        self.docks.show_snapshot(snapshot)
        self.transport.show_snapshot(snapshot)
        self.status_line.show_snapshot(snapshot)

    def _place(self) -> None:
        bar = QToolBar(self.tr("Transport"))
        bar.setObjectName("transport")
        bar.setMovable(False)
        bar.addWidget(self.transport)
        self.frame.addToolBar(bar)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.docks, 1)
        self._splitter.addWidget(self.sidebar)
        self._splitter.addWidget(work)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([_SIDEBAR_WIDTH, 10 * _SIDEBAR_WIDTH])
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._splitter, 1)
        rows.addWidget(self.history)
        self.frame.setCentralWidget(whole)
        self.frame.setStatusBar(self.status_line)

    def _add_menus(self, appearance: Appearance) -> None:
        frame, session = self.frame, self.session
        view_menu = ViewMenu(frame, appearance, self.docks, self._settings)
        view_menu.reset.triggered.connect(self._reset_layout)
        for menu in (
            FileMenu(frame, session, self.files, self.exports, self.recorder),
            EditMenu(frame, session),
            ExperimentMenu(frame, session),
            view_menu,
            HelpMenu(frame),
        ):
            frame.menuBar().addMenu(menu)

    def _connect(self) -> None:
        session, frame = self.session, self.frame
        frame.ask_before_closing(self._may_close)
        frame.closed.connect(self._remember)
        frame.files_dropped.connect(lambda paths: self.files.open(paths[0]))
        for changed in (session.experiment_changed, session.file_changed):
            changed.connect(self._show_title)
        session.speed_changed.connect(self._settings.set_speed)
        session.phase_changed.connect(self._note_first_play)
        self.clock.fps_changed.connect(self.status_line.show_fps)
        self.clock.drawn.connect(self.docks.turns.note)
        self.recorder.changed.connect(self.status_line.show_recording)
        self.status_line.recording.clicked.connect(self.recorder.finish)
        link_views(self.docks)
        for panel in self.sidebar.panels:
            if isinstance(panel, NetworkPanel):
                link_cards(self.docks, panel)
                link_diagram(self.docks, panel)
        self._show_title()

    def _may_close(self) -> bool:
        return self.recorder.may_leave(self.frame.close) and self.files.may_leave()

    def _show_title(self) -> None:
        name = self.session.experiment.name
        path = self.session.path
        self.frame.setWindowTitle(f"{name} — {path.name}[*]" if path else f"{name}[*]")
        self.frame.setWindowModified(self.session.modified)

    def _first_hint(self) -> Hint | None:
        if self._settings.has_played:
            return None
        text = self.tr("Press Space to start training")
        return Hint(text, self.transport.play_button, self.frame)

    def _note_first_play(self, phase: Phase) -> None:
        if phase is Phase.PLAYING and self._hint is not None:
            self._settings.has_played = True
            self._hint.deleteLater()
            self._hint = None

    def _reset_layout(self) -> None:
        self._splitter.setSizes([_SIDEBAR_WIDTH, self._splitter.width() - _SIDEBAR_WIDTH])
        self.sidebar.unfold()

    def _restore(self) -> None:
        """Stand as when the window was closed last."""
        splitter = self._settings.layout("splitter")
        if splitter is not None:
            self._splitter.restoreState(splitter)
        docks = self._settings.layout("docks")
        if docks is not None:
            self.docks.restore(docks)
        for view in self.views:
            view.restore_settings(self._settings.choices(view.name))

    def _remember(self) -> None:
        self.clock.stop()
        self._settings.set_layout("splitter", self._splitter.saveState())
        self._settings.set_layout("docks", self.docks.saveState())
        for view in self.views:
            self._settings.set_choices(view.name, view.save_settings())
