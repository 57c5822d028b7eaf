"""Rows of runners made at once, for a race on the network."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from app.session.session import Session
from app.views.optimizer_looks import KINDS
from app.views.runner_editor import Preset
from app.views.runner_rows import Runners
from engine.experiment.optimizers import AnyOptimizer


def presets_of(session: Session) -> tuple[Preset, ...]:
    """Each optimizer at its usual rate, the training's, the best found, or at three rates."""
    tr = QCoreApplication.translate
    return (
        Preset(
            tr("RunnerPresets", "Usual learning rates"),
            tr("RunnerPresets", "Each optimizer's usual learning rate; the rest stays"),
            lambda rows: [_at(each, type(each)().learning_rate) for each in rows],
        ),
        Preset(
            tr("RunnerPresets", "The training's learning rate for all"),
            tr("RunnerPresets", "The learning rate that the training panel has now"),
            lambda rows: [_at(each, _present(session).learning_rate) for each in rows],
        ),
        Preset(
            tr("RunnerPresets", "Best learning rates found"),
            tr("RunnerPresets", "Those that the Rates view has found; others stay"),
            lambda rows: [_best(session, each) for each in rows],
        ),
        Preset(
            tr("RunnerPresets", "Each at η ÷ 3, η and η × 3"),
            tr("RunnerPresets", "Each runner three times: is it quick, or is its rate?"),
            _at_three,
        ),
        Preset(
            tr("RunnerPresets", "Every optimizer once"),
            tr("RunnerPresets", "All kinds with their usual settings"),
            lambda _: [kind() for kind in KINDS],
        ),
        Preset(
            tr("RunnerPresets", "The training's own optimizer, added"),
            tr("RunnerPresets", "With all its settings, as the training panel has them"),
            lambda rows: [*rows, _present(session)],
        ),
    )


def _present(session: Session) -> AnyOptimizer:
    return session.experiment.training.optimizer


def _at(runner: AnyOptimizer, rate: float) -> AnyOptimizer:
    return replace(runner, learning_rate=float(f"{rate:.3g}"))


def _at_three(rows: Runners) -> Sequence[AnyOptimizer]:
    return [_at(each, factor * each.learning_rate) for each in rows for factor in (1 / 3, 1.0, 3.0)]


def _best(session: Session, runner: AnyOptimizer) -> AnyOptimizer:
    """The runner at the best rate that was found for its kind; as it is where none was."""
    curve = session.rates.curves.get(type(runner))
    best = None if curve is None else curve.best
    return runner if curve is None or best is None else _at(runner, float(curve.rates[best]))
