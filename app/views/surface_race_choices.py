"""What can be chosen of a race on an analytic surface: the surface, noise, rates and runners."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSignalBlocker

from app.views.mode_choice import ModeChoice
from app.views.runner_editor import Preset, RunnerEditor
from app.views.runner_rows import Runners
from engine.analytic import SURFACES
from engine.analytic.race import suited_optimizers

OWN, NETWORK = "formula", "network"
_NOISES = (0.0, 0.1, 0.3, 1.0)
_FACTORS = (0.25, 0.5, 1.0, 2.0, 4.0)
_WIDTH = 80  # pixels


def surface_choice(chosen: Callable[[], None]) -> ModeChoice:
    """The network, a known surface, or a formula of one's own."""
    tr = QCoreApplication.translate
    names = {NETWORK: tr("RaceView", "This network")}
    names |= {each.name: each.name.capitalize() for each in SURFACES}
    names |= {OWN: tr("RaceView", "Own formula")}
    return _choice(names, tr("RaceView", "The surface to race on"), chosen, SURFACES[0].name)


def noise_choice(chosen: Callable[[], None]) -> ModeChoice:
    """Noise on the gradients."""
    tr = QCoreApplication.translate
    words = tr("RaceView", "noise {share} %")
    names = {str(share): words.format(share=f"{100 * share:.0f}") for share in _NOISES}
    about = tr("RaceView", "Noise on each gradient, as a share of its size at the start")
    return _choice(names, about, chosen, "0.0")


def factor_choice(chosen: Callable[[], None]) -> ModeChoice:
    """A factor on all learning rates."""
    tr = QCoreApplication.translate
    words = tr("RaceView", "η × {factor}")
    names = {str(factor): words.format(factor=f"{factor:g}") for factor in _FACTORS}
    about = tr("RaceView", "The learning rates of all runners, times this")
    return _choice(names, about, chosen, "1.0")


def suited_editor(surface: Callable[[], str]) -> RunnerEditor:
    """An editor of the runners, which can begin again with those that suit the surface."""
    tr = QCoreApplication.translate
    preset = Preset(
        tr("RaceView", "Eight optimizers that suit the surface"),
        tr("RaceView", "Begin again with learning rates that go with the surface's slopes"),
        lambda _: suited(surface()),
    )
    text = tr("RaceView", "Runners: {count}")
    tip = tr("RaceView", "Which optimizers race, how often, and with what settings")
    return RunnerEditor(text, tip, suited(SURFACES[0].name), (preset,))


def suited(name: str) -> Runners:
    """The optimizers that suit a surface; for a formula of one's own, those of the first one."""
    known = {each.name: each for each in SURFACES}
    return suited_optimizers(known.get(name, SURFACES[0]))


def _choice(
    names: dict[str, str], about: str, chosen: Callable[[], None], first: str
) -> ModeChoice:
    choice = ModeChoice(names, about, chosen)
    choice.box.setMinimumWidth(_WIDTH)
    with QSignalBlocker(choice.box):
        choice.set_mode(first)
    return choice
