"""The learning rate found: which rates teach the network something, for each optimizer."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.look.appearance import Appearance
from app.session.effect import with_optimizer
from app.session.session import Session
from app.trainer.messages import Snapshot
from app.views.mode_choice import ModeChoice
from app.views.optimizer_looks import KINDS
from app.views.optimizer_pick import OptimizerPick
from app.views.rate_canvas import RateCanvas
from app.views.view import View
from app.widgets.progress_row import ProgressRow
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import SGD, Adam, AnyOptimizer, Momentum
from engine.probes import Probe

_STEPS = (10, 30, 100, 300, 1000)
_FIRST_PICK = (SGD, Momentum, Adam)
_CHOICE_WIDTH = 90  # pixels


class RateView(View):
    """Loss after some steps against learning rate. A click on a point trains with it."""

    name = "rates"
    needs_samples = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        tr = QCoreApplication.translate
        self._session, self._rates = session, session.rates
        name = tr("RateView", "Loss against learning rate")
        self.canvas = RateCanvas(appearance.theme, name, "")
        text = tr("RateView", "Optimizers: {count}")
        tip = tr("RateView", "The optimizers that learning rates are tried for, one after another")
        self.optimizers = OptimizerPick(text, tip, _FIRST_PICK)
        self.steps = self._steps_choice()
        self.button = QPushButton()
        self.button.setProperty("role", "toggle")
        self.progress = ProgressRow(tr("RateView", "Training at 50 rates"), has_button=False)
        super().__init__(self._body(), self.optimizers, self.steps.box, self.button)
        self.lead.target = self.canvas
        self.button.clicked.connect(self._find_or_cancel)
        self.canvas.rate_chosen.connect(self._use)
        self._rates.changed.connect(self._show_curves)
        session.experiment_changed.connect(self._follow)
        appearance.theme_changed.connect(self.canvas.set_theme)
        self._follow(session.experiment)
        self._show_curves()

    @property
    def title(self) -> str:
        return QCoreApplication.translate("RateView", "Rates")

    @property
    def wants(self) -> tuple[Probe, ...]:
        return ()

    def show(self, snapshot: Snapshot) -> None:
        del snapshot  # what is shown does not come from the run

    def save_settings(self) -> dict[str, object]:
        return {"optimizers": self.optimizers.names, "steps": self.steps.mode}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self.optimizers.set_names(settings.get("optimizers"))
        self.steps.set_mode(settings.get("steps"))

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.progress.setContentsMargins(12, 4, 12, 0)
        column.addWidget(self.progress)
        column.addWidget(self.canvas, 1)
        body.setFocusProxy(self.canvas)
        return body

    def _steps_choice(self) -> ModeChoice:
        tr = QCoreApplication.translate
        words = tr("RateView", "{steps} steps")
        names = {str(steps): words.format(steps=steps) for steps in _STEPS}
        tip = tr(
            "RateView", "How many mini-batches each network is trained on before its loss counts"
        )
        choice = ModeChoice(names, tip, lambda: None)
        choice.set_mode("100")
        choice.box.setMinimumWidth(_CHOICE_WIDTH)
        return choice

    @property
    def _empty_text(self) -> str:
        tr = QCoreApplication.translate
        if self._rates.error:
            return self._rates.error
        if self._rates.running:
            return tr("RateView", "The first curve appears as soon as its networks are trained.")
        return tr(
            "RateView",
            "Find trains the network at 50 learning rates at once, from its first weights, and "
            "shows at which of them the loss falls most. The run itself goes on undisturbed.",
        )

    def _follow(self, experiment: Experiment) -> None:
        self.canvas.set_present(experiment.training.optimizer)

    def _find_or_cancel(self) -> None:
        if self._rates.running:
            self._rates.cancel()
            return
        experiment = self._session.experiment
        present = experiment.training.optimizer
        kinds = self.optimizers.kinds
        optimizers = [present if type(present) is kind else kind() for kind in kinds]
        self._rates.start(experiment, optimizers, int(self.steps.mode))

    def _use(self, optimizer: AnyOptimizer) -> None:
        """Train on with a rate; with another optimizer where it was found for that one."""
        experiment = with_optimizer(self._session.experiment, optimizer)
        text = QCoreApplication.translate("RateView", "Take over learning rate")
        self._session.edit(experiment, text)

    def _show_curves(self) -> None:
        """Show what is found, and how far the search is."""
        curves = self._rates.curves
        found = tuple(curves[kind] for kind in KINDS if kind in curves)
        self.canvas.set_curves(found, self._empty_text)
        self.progress.show_share(self._rates.progress)
        tr = QCoreApplication.translate
        if self._rates.running:
            text, tip = tr("RateView", "Cancel"), tr("RateView", "Try no more rates")
        else:
            text = tr("RateView", "Find")
            tip = tr(
                "RateView", "Train at 50 learning rates with each optimizer, in the background"
            )
        self.button.setText(text)
        self.button.setToolTip(tip)
        self.button.setAccessibleDescription(tip)
