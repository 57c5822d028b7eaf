"""The links between views: what a person chooses in one of them shows in another."""

from functools import partial

from app.panels.column_hands import ColumnHands
from app.panels.network_panel import NetworkPanel
from app.views.confusion_view import ConfusionView
from app.views.data_view import DataView
from app.views.maths_view import MathsView
from app.views.network_view import NetworkView
from app.views.race_view import RaceView
from app.views.step_view import StepView
from app.window.view_docks import ViewDocks


def link_views(docks: ViewDocks) -> None:
    """Let a cell of the confusion matrix bring forward the samples that it counts.

    And let a sample opened in the Data view be the one that a step is done on, and a race that is
    proposed be seen.
    """
    views = [dock.view for dock in docks.docks]
    for race in (view for view in views if isinstance(view, RaceView)):
        race.proposed.connect(partial(_bring_forward, docks, views.index(race)))
    data = next((view for view in views if isinstance(view, DataView)), None)
    confusion = next((view for view in views if isinstance(view, ConfusionView)), None)
    if data is None or confusion is None:
        return
    step = next((view for view in views if isinstance(view, StepView)), None)
    if step is not None:
        data.sample_opened.connect(step.point_at_sample)
    chosen_in, listed_in = confusion, data

    def show_samples(true: int, said: int) -> None:
        listed_in.list_confused(true, said, chosen_in.share)
        docks.bring_forward(views.index(listed_in))

    confusion.cell_chosen.connect(show_samples)


def _bring_forward(docks: ViewDocks, index: int, *_: object) -> None:
    docks.bring_forward(index)


def link_cards(docks: ViewDocks, panel: NetworkPanel) -> None:
    """Let the layer selected among the cards be the one whose maths and code are shown."""
    for dock in docks.docks:
        if isinstance(dock.view, MathsView):
            panel.cards.selected.connect(dock.view.choose_layer)


def link_diagram(docks: ViewDocks, panel: NetworkPanel) -> None:
    """Let the diagram and the cards be two views of the same layers, and of one selection."""
    views = [dock.view for dock in docks.docks]
    for view in (view for view in views if isinstance(view, NetworkView)):
        hands, diagram = ColumnHands(panel.stack), view.hands.requests
        diagram.selection = hands.selected
        diagram.describe = hands.describe
        diagram.add_asked.connect(hands.open_add)
        diagram.menu_asked.connect(hands.open_menu)
        diagram.chosen.connect(hands.choose)
        diagram.moved.connect(hands.move)
        diagram.skipped.connect(hands.skip)
        diagram.units_asked.connect(hands.change_units)
        diagram.units_done.connect(hands.finish)
        diagram.asked.connect(hands.do)
        view.hands.is_on = True
        panel.cards.selected.connect(diagram.refresh)
