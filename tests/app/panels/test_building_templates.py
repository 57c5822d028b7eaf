"""Every template is built from an empty network with the keyboard alone, and the mouse alone."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

import engine.data
from app.look.appearance import Appearance
from app.panels.network_panel import NetworkPanel
from app.panels.templates import Template, templates
from app.session.session import Session
from engine.experiment.data import AnyData, Data, ImageFolder, Parity, Spiral, TextFile
from engine.experiment.losses import allowed_outputs
from engine.experiment.network import AnyLayer
from tests.app.panels.builder import Builder, Keyboard, Mouse
from tests.app.panels.hand import nameless
from tests.app.panels.made_by_hand import made_by_hand

Settle = Callable[[Callable[[], bool]], None]
TALL = 4000  # pixels: nothing has to be scrolled to


@dataclass(frozen=True)
class Case:
    """A template, and data that it is for; None: the points that the session begins with."""

    name: str
    data: AnyData | None = None


POINTS = ("Perceptron", "Two layers", "Deep sigmoid", "Deep ReLU", "Residual MLP")
CASES = (
    *(Case(name) for name in POINTS),
    Case("LeNet", ImageFolder(path="pictures", width=8, height=8)),
    Case("LeNet", ImageFolder(path="pictures", width=28, height=28)),
    *(Case(name, Parity()) for name in ("RNN", "LSTM")),
    Case("LSTM", TextFile(path="letters.txt", window=6)),
)


@pytest.fixture
def panel(session: Session, appearance: Appearance, qtbot: QtBot) -> NetworkPanel:
    widget = NetworkPanel(session, appearance)
    qtbot.addWidget(widget)
    widget.resize(276, TALL)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


@pytest.fixture(params=CASES, ids=lambda case: f"{case.name}-{type(case.data).__name__}")
def template(
    request: pytest.FixtureRequest,
    panel: NetworkPanel,
    session: Session,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> Template:
    case: Case = request.param
    if isinstance(case.data, ImageFolder | TextFile):
        monkeypatch.setattr(engine.data, "LOADERS", {Data: made_by_hand})
    if case.data is not None:
        session.edit_data(case.data, "Other data")
        settle(lambda: session.experiment.data == case.data)
    else:
        assert isinstance(session.experiment.data, Spiral)
    return next(each for each in templates() if each.name == case.name)


def layers(session: Session) -> tuple[AnyLayer, ...]:
    return session.experiment.network.layers


def network_of(template: Template, panel: NetworkPanel) -> tuple[AnyLayer, ...]:
    shape = panel.shape
    assert shape is not None
    loss = panel.session.experiment.training.loss
    return template.build(shape, allowed_outputs(loss, shape.class_count, shape.target_count)[0])


@pytest.mark.parametrize("hand", [Keyboard, Mouse])
def test_it_is_built_layer_by_layer(
    panel: NetworkPanel, session: Session, template: Template, hand: type
) -> None:
    builder, wanted = Builder(panel, hand()), network_of(template, panel)
    builder.clear()
    builder.build(wanted)
    assert layers(session) == wanted
    assert nameless(panel) == []


@pytest.mark.parametrize("hand", [Keyboard, Mouse])
def test_it_is_chosen_ready_made(
    panel: NetworkPanel, session: Session, template: Template, hand: type
) -> None:
    Builder(panel, hand()).take_template(template.name)
    assert layers(session) == network_of(template, panel)
