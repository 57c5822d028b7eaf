"""Maths and code: a layer, the loss or the optimizer as formula, as program and as numbers."""

import math
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.look.appearance import Appearance
from app.look.latex import formula_lines
from app.session.gradient_checking import GradientChecking
from app.session.session import Session
from app.trainer.messages import Loaded, Snapshot
from app.views.columns import layer_name
from app.views.mode_choice import ModeChoice
from app.views.tensor_pile import TensorPile
from app.views.view import View
from app.widgets.formula_label import FormulaLabel
from app.widgets.reference_label import ReferenceLabel
from app.widgets.source_view import SourceView
from engine.experiment.experiment import Experiment
from engine.gradient_check import GradientCheck
from engine.layers import LAYERS, make_layer
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.probes import LayerTensors, LossTensors, OptimizerTensors, Probe
from engine.source_text import lineage_source


class MathsView(View):
    """What is selected among the layer cards shows here; loss and optimizer can be chosen too."""

    name = "maths"
    needs_samples = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        self._session = session
        self._loaded: Loaded | None = None
        self._checks = GradientChecking()
        theme = appearance.theme
        self.choice = ModeChoice(
            {}, _tr("The layer, loss or optimizer whose maths and code are shown"), self._choose
        )
        self.heading, self.shapes = QLabel(), QLabel()
        self.heading.setProperty("role", "heading")
        self.shapes.setProperty("role", "muted")
        self.shapes.setWordWrap(True)
        self.reference = ReferenceLabel(_tr("Where a book or a paper treats it"))
        self.formula = FormulaLabel(_tr("Formula"))
        self.tensors = TensorPile(
            theme, _tr("Live"), _tr("Which of its tensors is shown as it is now")
        )
        self.check = QPushButton(_tr("Check the gradients"))
        self.check.setToolTip(
            _tr("Compare backpropagation with small steps, on a copy: training is not touched")
        )
        self.verdict = QLabel(_tr("Does backpropagation find what small steps find?"))
        self.verdict.setProperty("role", "muted")
        self.verdict.setWordWrap(True)
        self.source = SourceView(theme, _tr("Source of the class, as it runs"))
        super().__init__(self._lay_out(), self.choice.box)
        self._checks.setParent(self.widget)
        self._connect(appearance)
        self._take_experiment(session.experiment)

    @property
    def title(self) -> str:
        return _tr("Maths and code")  # Qt takes an ampersand for a mnemonic

    @property
    def wants(self) -> tuple[Probe, ...]:
        return (self._probe,)

    @property
    def _probe(self) -> Probe:
        """What measures the tensors of the layer, the loss or the optimizer that is shown."""
        if self._layer >= 0:
            return LayerTensors(self._layer)
        return LossTensors() if self.choice.mode == "loss" else OptimizerTensors()

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.loaded is not None and snapshot.loaded is not self._loaded:
            self._loaded = snapshot.loaded
            self._choose()
        tensors: Any = snapshot.probes.get(self._probe)
        if tensors is not None:
            canvas = self.tensors.canvas
            self.tensors.show_tensors(tensors, self.tensors.choice.mode, canvas.element)

    def save_settings(self) -> dict[str, object]:
        return {"of": self.choice.mode}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self.choice.set_mode(settings.get("of"))

    def choose_layer(self, index: int) -> None:
        """Show the layer of this number, as far as there is one."""
        self.choice.set_mode(str(index))

    @property
    def _layer(self) -> int:
        """The number of the layer that is shown; -1 where it is none."""
        return int(self.choice.mode) if self.choice.mode.isdigit() else -1

    def _take_experiment(self, experiment: Experiment) -> None:
        layers = enumerate(experiment.network.layers)
        names = {str(index): f"{index + 1}  {layer_name(layer)}" for index, layer in layers}
        names |= {"loss": _tr("Loss"), "optimizer": _tr("Optimizer")}
        self._stop_check()
        self.choice.set_names(names)
        self._choose()

    def _choose(self) -> None:
        experiment = self._session.experiment
        kind: Any
        if self._layer >= 0:
            kind = LAYERS[type(experiment.network.layers[self._layer])]
        elif self.choice.mode == "loss":
            kind = LOSSES[experiment.training.loss]
        else:
            kind = OPTIMIZERS[type(experiment.training.optimizer)]
        self.heading.setText(kind.__name__)
        self.formula.set_formulas(formula_lines(kind.formula))
        self.shapes.setText(self._shape_words(experiment))
        self.shapes.setVisible(bool(self.shapes.text()))
        self.reference.show_source(kind.source)
        self.source.show_excerpts(lineage_source(kind))
        self.tensors.setVisible(False)
        self._session.stirred.emit()

    def _shape_words(self, experiment: Experiment) -> str:
        """Shapes and parameters of the layer, with this network's numbers."""
        index, loaded = self._layer, self._loaded
        if index < 0 or loaded is None or loaded.experiment.network != experiment.network:
            return ""
        before = loaded.shapes[index - 1] if index else loaded.facts.input_shape
        after = _bare(loaded.shapes[index])
        tensors = make_layer(experiment.network.layers[index], before).tensors
        count = sum(math.prod(shape) for shape in tensors.values())
        words = [f"{name} ({_bare(shape)})" for name, shape in tensors.items()]
        text = _tr("A batch of N: x (N, {before}) → y (N, {after}) · {count} parameters{tensors}")
        told = ": " + ", ".join(words) if words else ""
        return text.format(before=_bare(before), after=after, count=f"{count:,}", tensors=told)

    def _ask_check(self) -> None:
        if self._checks.running:
            self._stop_check()
            return
        self._checks.start(self._session.experiment)
        self.check.setText(_tr("Cancel"))
        self.verdict.setText(_tr("Checking, in the background …"))

    def _stop_check(self) -> None:
        self._checks.cancel()
        self._end_check(_tr("Does backpropagation find what small steps find?"))

    def _end_check(self, text: str) -> None:
        self.check.setText(_tr("Check the gradients"))
        self.verdict.setText(text)

    def _tell_check(self, result: GradientCheck) -> None:
        text = _tr("{mark} {name}: largest relative error {error} of {checked} entries checked")
        lines = [
            text.format(
                mark="✓" if tensor.passed else "✗",
                name=tensor.name,
                error=f"{tensor.error:.1e}".replace("-", "−"),
                checked=f"{tensor.checked:,}",
            )
            for tensor in result.tensors
            if self._layer < 0 or tensor.name.startswith(f"{self._layer}.")
        ]
        none = _tr("This layer has no parameters to check.")
        self._end_check("\n".join(lines) or none)

    def _connect(self, appearance: Appearance) -> None:
        self._session.experiment_changed.connect(self._take_experiment)
        self.check.clicked.connect(self._ask_check)
        self._checks.done.connect(self._tell_check)
        self._checks.failed.connect(self._end_check)
        appearance.theme_changed.connect(self.source.set_theme)
        appearance.theme_changed.connect(self.tensors.canvas.set_theme)
        self.tensors.chosen.connect(self._choose_cell)

    def _choose_cell(self, tensor: str, element: tuple[int, ...]) -> None:
        self.tensors.point_at(element)

    def _lay_out(self) -> QScrollArea:
        content = QWidget()
        content.setProperty("role", "panel")
        line = QHBoxLayout()
        line.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.verdict, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 6, 12, 12)
        column.setSpacing(6)
        for part in (self.heading, self.shapes, self.formula, self.reference, self.tensors):
            column.addWidget(part)
        column.addLayout(line)
        column.addWidget(self.source)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area


def _tr(text: str) -> str:
    return QCoreApplication.translate("MathsView", text)


def _bare(shape: tuple[int, ...]) -> str:
    return ", ".join(map(str, shape))
