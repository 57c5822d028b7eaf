"""Baselines beside the network: what simple methods reach on the same samples."""

from PySide6.QtCore import QCoreApplication, QElapsedTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QStackedWidget

from app.look.appearance import Appearance
from app.look.theme import Theme
from app.session.session import Session
from app.trainer.messages import Loaded, Phase, Snapshot
from app.views.baselines_table import BaselinesTable, Line
from app.views.empty_page import EmptyPage
from app.views.surface_icon import surface_icon
from app.views.value_scale import ValueScale
from app.views.view import View
from engine.baseline import BASELINES, BaselineName, BaselineResult
from engine.probes import DecisionSurface, Probe, Surface

_PROBE = DecisionSurface(60)
_PICTURE_MS = 250  # between two pictures of the network, which cost some milliseconds each
_COLUMNS = 2  # of data that a surface can be drawn of


class BaselinesView(View):
    """One line for the network as it learns, one for each method, fitted by one click."""

    name = "baselines"
    needs_samples = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        self._baselines = session.baselines
        self._theme = appearance.theme
        self._loaded: Loaded | None = None
        self._surface: Surface | None = None
        self._since_picture = QElapsedTimer()
        self._drawn: dict[BaselineName, BaselineResult | None] = {}
        self._pages = QStackedWidget()
        text = QCoreApplication.translate(
            "BaselinesView",
            "Baselines are simple methods on the same samples: they show what the features that "
            "the network learns add. Run fits them.",
        )
        self._empty = EmptyPage(appearance, text)
        self._table = BaselinesTable(1 + len(BASELINES))
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._table)
        self._button = QPushButton()
        self._button.setProperty("role", "toggle")
        super().__init__(self._pages, self._button)
        self.lead.target = self._table
        self._button.clicked.connect(self._run_or_cancel)
        self._baselines.changed.connect(self._show_baselines)
        self._baselines.changed.connect(session.stirred)
        appearance.theme_changed.connect(self._set_theme)
        self._show_network(None)
        self._show_baselines()

    @property
    def title(self) -> str:
        return QCoreApplication.translate("BaselinesView", "Baselines")

    @property
    def note(self) -> str:
        if self._is_regression:
            return QCoreApplication.translate("BaselinesView", "R²")
        return QCoreApplication.translate("BaselinesView", "accuracy")

    @property
    def wants(self) -> tuple[Probe, ...]:
        return (_PROBE,) if self._can_be_drawn and not self._baselines.is_empty else ()

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.loaded is None:
            return
        if snapshot.loaded is not self._loaded:
            self._take_data(snapshot.loaded)
        self._show_network(snapshot)
        surface = snapshot.probes.get(_PROBE) if self._can_be_drawn else None
        rests = snapshot.phase is not Phase.PLAYING
        if surface is not None and surface is not self._surface and (rests or self._is_time()):
            self._surface = surface
            self._since_picture.start()
            self._table.show_picture(0, self._picture(surface))

    def _is_time(self) -> bool:
        """Whether it is time for the next picture of the network."""
        return not self._since_picture.isValid() or self._since_picture.elapsed() >= _PICTURE_MS

    @property
    def _can_be_drawn(self) -> bool:
        return self._loaded is not None and len(self._loaded.facts.column_names) == _COLUMNS

    @property
    def _is_regression(self) -> bool:
        return self._loaded is not None and self._loaded.facts.task == "regression"

    def _run_or_cancel(self) -> None:
        if self._baselines.running:
            self._baselines.cancel()
        else:
            self._baselines.start()

    def _take_data(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._surface = None
        self._table.set_regression(self._is_regression)
        self._draw_pictures()
        self._show_baselines()

    def _show_network(self, snapshot: Snapshot | None) -> None:
        name = QCoreApplication.translate("BaselinesView", "This network")
        if snapshot is None or snapshot.metrics is None:
            self._table.show_line(0, Line(name))
            return
        text = QCoreApplication.translate("BaselinesView", "epoch {epoch}")
        metrics = snapshot.metrics
        line = Line(
            name,
            text.format(epoch=metrics.epoch),
            metrics.test_accuracy,
            metrics.train_accuracy,
            metrics.seconds,
        )
        self._table.show_line(0, line)

    def _show_baselines(self) -> None:
        """Show what there is of the baselines now."""
        for row, name in enumerate(BASELINES, start=1):
            self._table.show_line(row, self._line(name))
            result = self._baselines.results.get(name)
            if name not in self._drawn or self._drawn[name] is not result:
                self._drawn[name] = result
                self._table.show_picture(row, self._picture_of(result))
        self._pages.setCurrentWidget(self._empty if self._baselines.is_empty else self._table)
        self._show_button()

    def _show_button(self) -> None:
        if self._baselines.running:
            text = QCoreApplication.translate("BaselinesView", "Cancel")
            tooltip = QCoreApplication.translate("BaselinesView", "Fit no further")
        else:
            text = QCoreApplication.translate("BaselinesView", "Run")
            tooltip = QCoreApplication.translate(
                "BaselinesView", "Fit all baselines to the training samples, in the background"
            )
        self._button.setText(text)
        self._button.setToolTip(tooltip)
        self._button.setAccessibleDescription(tooltip)

    def _line(self, name: BaselineName) -> Line:
        title = self._title_of(name)
        result, refusal = self._baselines.results.get(name), self._baselines.refusals.get(name)
        if result is not None:
            notes = "; ".join(result.notes)
            measured = (result.test_accuracy, result.train_accuracy, result.seconds)
            return Line(title, notes, *measured, tooltip=notes)
        if refusal is not None:
            return Line(title, refusal, tooltip=refusal)
        if name in self._baselines.waiting[:1]:
            return Line(title, QCoreApplication.translate("BaselinesView", "being fitted"))
        if name in self._baselines.waiting:
            return Line(title, QCoreApplication.translate("BaselinesView", "waits"))
        return Line(title, QCoreApplication.translate("BaselinesView", "not fitted"))

    def _title_of(self, name: BaselineName) -> str:
        regression = QCoreApplication.translate("BaselinesView", "Linear regression")
        classes = QCoreApplication.translate("BaselinesView", "Logistic regression")
        names: dict[BaselineName, str] = {
            "nearest_neighbours": QCoreApplication.translate("BaselinesView", "5 neighbours"),
            "linear": regression if self._is_regression else classes,
            "linear_svm": QCoreApplication.translate("BaselinesView", "SVM, linear"),
            "rbf_svm": QCoreApplication.translate("BaselinesView", "SVM, RBF kernel"),
        }
        return names[name]

    def _picture_of(self, result: BaselineResult | None) -> QIcon:
        if result is None or result.surface is None or not self._can_be_drawn:
            return QIcon()
        return self._picture(result.surface)

    def _picture(self, surface: Surface) -> QIcon:
        """Return the picture; none of a surface that other data than the loaded one has."""
        assert self._loaded is not None
        facts = self._loaded.facts
        if surface.values.shape[-1] != (facts.class_count or len(facts.target_names)):
            return QIcon()
        scale = ValueScale.of(self._loaded.targets) if self._is_regression else None
        return surface_icon(surface, scale, self._theme, self._table.picture_size)

    def _set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw_pictures()
        self._show_baselines()

    def _draw_pictures(self) -> None:
        """Draw the network's picture anew, and the others next; without a surface there is none."""
        self._drawn.clear()
        network = QIcon() if self._surface is None else self._picture(self._surface)
        self._table.show_picture(0, network)
