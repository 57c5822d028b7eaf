"""Forward and backward, step by step: what one training step computes, stage by stage."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.messages import Loaded, Phase, Snapshot, StepUnit
from app.views.stage_list import LIST_WIDTH, StageList
from app.views.stage_page import StagePage
from app.views.step_bar import StepBar
from app.views.view import View
from app.widgets.elided_label import ElidedLabel
from app.widgets.segments import Segments
from engine.probes import Probe, ShownStage, StepStage

_PLAY_MS = 1600  # for each stage while they are played


class StepView(View):
    """The stages at the left, the one chosen at the right. Looking at a step changes nothing."""

    name = "step"
    needs_samples = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        self._session = session
        self._loaded: Loaded | None = None
        self._shown: ShownStage | None = None
        self._stage, self._tensor = 0, ""
        self._element: tuple[int, ...] = ()
        self._make_controls()
        self.bar, self.stages = StepBar(), StageList()
        self.page = StagePage(appearance.theme)
        self._timer = QTimer(self.page)
        self._timer.setInterval(_PLAY_MS)
        self._body = self._lay_out()
        super().__init__(self._body, self.source)
        self.widget.setFocusProxy(self.stages)
        self._connect()
        appearance.theme_changed.connect(self.page.set_theme)

    @property
    def title(self) -> str:
        return _tr("Forward/backward step")

    @property
    def wants(self) -> tuple[Probe, ...]:
        return (self._probe,)

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.loaded is None:
            return
        if snapshot.loaded is not self._loaded:
            self._take_run(snapshot.loaded)
        is_playing = snapshot.phase is Phase.PLAYING
        self.playing.setVisible(is_playing)
        self.bar.do_step.setEnabled(self.source.key == "batch" and not is_playing)
        shown: Any = snapshot.probes.get(self._probe)
        if shown is not None:
            self._show_stage(shown)

    def leave(self) -> None:
        self.set_running(False)

    def save_settings(self) -> dict[str, object]:
        return {"source": self.source.key}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self.source.choose(settings.get("source"))

    def point_at_sample(self, number: int) -> None:
        """Have this sample at hand for a step on one sample alone."""
        self.bar.sample.setValue(number + 1)

    def choose_sample(self, number: int) -> None:
        """Step with this sample of the data alone."""
        self.source.choose("sample")
        self.bar.sample.setValue(number + 1)

    def go(self, stage: int) -> None:
        """Show the stage of this number; beyond the ends, the first or the last."""
        last = len(self._shown.stages) - 1 if self._shown else 0
        self._stage = min(max(stage, 0), last)
        self._tensor, self._element = "", ()
        self.stages.choose(self._stage)
        self._ask()

    def set_running(self, running: bool) -> None:
        """Go from stage to stage by itself, or stop."""
        self.bar.show_running(running)
        if running:
            self._timer.start()
            if self._shown and self._stage >= len(self._shown.stages) - 1:
                self.go(0)
        else:
            self._timer.stop()

    @property
    def _probe(self) -> StepStage:
        number = self.bar.sample.value() - 1 if self.source.key == "sample" else None
        return StepStage(self._stage, number, self._tensor, self._element)

    def _ask(self) -> None:
        """Have what is chosen now measured, also while the run rests."""
        self._session.stirred.emit()

    def _take_run(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self.bar.offer_samples(loaded.facts.train_samples + loaded.facts.test_samples)

    def _show_stage(self, shown: ShownStage) -> None:
        self._pages.setCurrentIndex(1)
        self._shown, self._stage = shown, shown.index
        self.stages.show_stages(shown.stages, shown.index)
        self.page.show_stage(shown)
        self.bar.show_place(shown.index, len(shown.stages))
        self.bar.told.setText(self._words(shown))

    def _words(self, shown: ShownStage) -> str:
        if shown.diverged:
            return _tr("This step diverges: {why}").format(why=shown.diverged)
        text = _tr("Step {step} · {place} of {count} · {samples} · loss {loss}")
        samples = _tr("1 sample") if shown.rows == 1 else _tr("{count} samples")
        return text.format(
            step=f"{shown.step:,}",
            place=shown.index + 1,
            count=len(shown.stages),
            samples=samples.format(count=shown.rows),
            loss=f"{shown.loss:.4g}",
        )

    def _choose_element(self, tensor: str, element: tuple[int, ...]) -> None:
        self._tensor, self._element = tensor, element
        self._ask()

    def _choose_source(self) -> None:
        self.bar.show_source(is_sample=self.source.key == "sample")
        self._element = ()
        self._ask()

    def _run_on(self) -> None:
        if self._shown is None or self._stage >= len(self._shown.stages) - 1:
            self.set_running(False)
        else:
            self.go(self._stage + 1)

    def _do(self) -> None:
        self._session.step(StepUnit.BATCH)

    def _connect(self) -> None:
        self.source.chosen.connect(self._choose_source)
        self.bar.sample_chosen.connect(self._choose_source)
        self.bar.back.clicked.connect(lambda: self.go(self._stage - 1))
        self.bar.forward.clicked.connect(lambda: self.go(self._stage + 1))
        self.bar.run_through.toggled.connect(self.set_running)
        self.bar.do_step.clicked.connect(self._do)
        self.pause.clicked.connect(lambda: self._session.pause())
        self.stages.currentRowChanged.connect(self.go)
        self.page.element_chosen.connect(self._choose_element)
        self._timer.timeout.connect(self._run_on)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, move in (
            ("Left", lambda: self.go(self._stage - 1)),
            ("Right", lambda: self.go(self._stage + 1)),
            ("Home", lambda: self.go(0)),
            ("End", lambda: self.go(len(self._shown.stages) if self._shown else 0)),
        ):
            QShortcut(QKeySequence(key), self._body, context=context).activated.connect(move)

    def _make_controls(self) -> None:
        self.source = Segments(
            _tr("What the step is done on"),
            _tr("Look at the step on the next mini-batch, or on one sample alone"),
        )
        self.source.add(
            "batch",
            _tr("Next mini-batch"),
            _tr("The step that training does next, on its next mini-batch"),
        )
        self.source.add(
            "sample",
            _tr("One sample"),
            _tr("A step on one sample alone: only looked at, never done"),
        )
        self.playing = QWidget()
        self.pause = QPushButton(_tr("Pause"))
        self.pause.setToolTip(_tr("Stop training after the step under way"))

    def _lay_out(self) -> QWidget:
        going = QHBoxLayout(self.playing)
        going.setContentsMargins(12, 2, 12, 2)
        note = ElidedLabel(_tr("Training goes on: each step here is the next one at that moment."))
        going.addWidget(note, 1)
        going.addWidget(self.pause)
        self.playing.hide()
        splitter = QSplitter()
        splitter.addWidget(self.stages)
        splitter.addWidget(self.page)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([LIST_WIDTH, 4 * LIST_WIDTH])
        splitter.setChildrenCollapsible(False)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.playing)
        column.addWidget(splitter, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(_nothing(_tr("The step appears here as soon as the run is loaded.")))
        self._pages.addWidget(whole)
        return self._pages


def _tr(text: str) -> str:
    return QCoreApplication.translate("StepView", text)


def _nothing(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "nothing")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label
