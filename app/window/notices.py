"""Notices bring what the session says to the place where it belongs: status line or banner."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.dialogs.download_set import fetch_set
from app.session.session import Session
from app.trainer.messages import Phase, Problem
from app.widgets.banner import Banner
from app.window.status_line import StatusLine
from engine.data.known_sets import KNOWN_SETS
from engine.experiment.data import Download, DownloadName

_STANDING = (Phase.DIVERGED, Phase.FAILED)


class Notices(QObject):
    """Information passes through the status line; warnings and errors stay in the banner.

    A run's problem stays until the run goes on. What can be done about it is the banner's action.
    """

    def __init__(
        self,
        session: Session,
        banner: Banner,
        status_line: StatusLine,
        fetch_set: Callable[[DownloadName, QWidget], bool] = fetch_set,
    ) -> None:
        super().__init__(banner)
        self._fetch_set = fetch_set
        self._session = session
        self._banner = banner
        self._status_line = status_line
        self._action: Callable[[], None] | None = None
        self._end: Callable[[], None] | None = None
        self._shows_problem = False
        session.said.connect(self.say)
        session.problem_changed.connect(self._show_problem)
        banner.action_triggered.connect(self._act)
        banner.closed.connect(self._close)

    def say(self, text: str, level: str) -> None:
        """Show a text; `level` is "info", "warning" or "error"."""
        if level == "info":
            self._status_line.say(text)
        else:
            self._show(text, level)

    def offer(
        self, text: str, action: str, do: Callable[[], None], end: Callable[[], None]
    ) -> None:
        """Show a text with a button for `do`. `end` is called when the user used or closed it."""
        self._show(text, "info", action, do)
        self._end = end

    def _show_problem(self, problem: Problem | None) -> None:
        if problem is None:
            if self._shows_problem:
                self._banner.close_message()
            return
        is_standing = self._session.phase in _STANDING
        data = self._session.experiment.data
        if isinstance(data, Download) and KNOWN_SETS[data.name].missing():
            self._offer_download(data.name)
            return
        text = problem.message
        if problem.path and self._session.phase is Phase.FAILED:
            text = f"{problem.path}: {problem.message}"
        rate = problem.suggested_learning_rate
        if rate is None:
            self._show(text, "error" if is_standing else "warning")
        else:
            action = self.tr("Use learning rate {rate}").format(rate=f"{rate:g}")
            self._show(text, "error", action, lambda: self._session.use_learning_rate(rate))
        self._shows_problem = is_standing

    def _offer_download(self, name: DownloadName) -> None:
        """Say that an experiment's data is not here, and get it at the press of a button."""

        def download() -> None:
            if self._fetch_set(name, self._banner.window()):
                self._session.reset()

        known = KNOWN_SETS[name]
        text = self.tr("This experiment learns from {title}, which is not on this computer yet.")
        self._show(text.format(title=known.title), "error", self.tr("Download…"), download)
        self._shows_problem = True

    def _show(
        self,
        text: str,
        level: str,
        action: str = "",
        do: Callable[[], None] | None = None,
    ) -> None:
        self._forget()
        self._action = do
        self._banner.show_message(text, level, action)

    def _act(self) -> None:
        action = self._action
        self._banner.close_message()
        if action is not None:
            action()

    def _close(self) -> None:
        """The user is done with the message."""
        end = self._end
        self._forget()
        if end is not None:
            end()

    def _forget(self) -> None:
        """Another message takes the place of this one, or none."""
        self._action = self._end = None
        self._shows_problem = False
