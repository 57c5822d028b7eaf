"""The network panel lists the layers and changes them: add, remove, reorder, duplicate, set."""

from dataclasses import replace as changed
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton

from app.look.appearance import Appearance
from app.panels.data_shape import DataShape
from app.panels.layer_cards import layer_cards
from app.panels.layer_stack import LayerStack
from app.panels.layer_words import layer_name, output_words, tied_words
from app.panels.network_fit import misfit, place_of, rest_of
from app.panels.network_memory import MOST, memory_words, training_memory
from app.panels.network_repair import Repair, repaired
from app.panels.outline import Outline, outline
from app.panels.panel import Panel
from app.panels.proposal import Layers, Owner, Proposal, Verdict
from app.panels.stack_content import StackContent
from app.panels.template_menu import TemplateMenu
from app.panels.templates import Template
from app.session.session import Session
from app.trainer.messages import Problem
from app.widgets.offer import Offer
from app.widgets.scrolling import reveal
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.experiment.losses import allowed_outputs
from engine.experiment.network import NetworkSpec

_CHAIN = 5  # words that fit into the summary


class NetworkPanel(Panel):
    """The layers as cards; the settings of the selected one stand beneath its card.

    A change that does not go with the data is refused beneath the card, with a button that makes
    it together with what mends it, as one edit.
    """

    def __init__(self, session: Session, appearance: Appearance) -> None:
        super().__init__(session, self.tr("Network"))
        self.stack = LayerStack(Owner(self._judge, self._memory, self.gesture))
        self.cards, self.detail = self.stack.cards, self.stack.detail
        self.add_layer, self.add_block = self.stack.add_layer, self.stack.add_block
        self.template = QPushButton(self.tr("Template"))
        self.offer = Offer()
        self._offered: Proposal | None = None
        self._faulty: NetworkSpec | None = None  # the network that the trainer could not load
        self._is_confirmed = False
        self._lay_out()
        self._connect()
        self.attach()

    def refresh(self, experiment: Experiment, shape: DataShape | None) -> None:
        self._withdraw()
        network = experiment.network
        summary = outline(network, shape.input_shape if shape else None)
        self.stack.show_content(_content(experiment, summary, shape))
        sizes = _chain(summary)
        text = self.tr("{sizes} · {count} parameters")
        count = f"{summary.parameter_count:,}".replace(",", " ")
        self.set_summary(text.format(sizes=sizes, count=count) if shape else sizes)
        if network is self._faulty:
            self._show_problem(self.session.problem)

    def _lay_out(self) -> None:
        self.template.setToolTip(
            self.tr("Take a network of the textbook, cut to this data; training starts again.")
        )
        self.template.setMenu(TemplateMenu(self, lambda: self.shape, self._take_template))
        self.stack.add_button(self.template)
        self.cards.set_note(self.offer, -1)
        self.section.body.addWidget(self.stack)

    def _connect(self) -> None:
        self.stack.proposed.connect(self._take)
        self.stack.refused.connect(self._say)
        self.stack.faulty.connect(self.mark)
        self.stack.finished.connect(self.end_gesture)
        self.offer.accepted.connect(self._accept)
        self.offer.closed.connect(self._refresh)  # editors return to what holds

    def _judge(self, layers: Layers) -> Verdict:
        """Whether some layers fit the data, and if not, why, and what would mend it."""
        experiment, shape = self.session.experiment, self.shape
        error = misfit(experiment, layers, shape)
        if error is None:
            return Verdict()
        repair = repaired(experiment, layers, shape)
        return Verdict(_reason(layers, error), repair.words if repair else "")

    def _memory(self, layers: Layers) -> int:
        """The bytes that training these layers takes; 0 where they do not fit."""
        experiment, shape = self.session.experiment, self.shape
        if misfit(experiment, layers, shape) is not None:
            return 0
        return training_memory(replace(experiment, network=NetworkSpec(layers)), shape)

    def _take(self, proposal: Proposal) -> None:
        """Make a change, with its repairs if it wants them, or say why it cannot be made."""
        self._withdraw()
        self.attempt(partial(self._make, proposal))

    def _make(self, proposal: Proposal) -> None:
        experiment, shape = self.session.experiment, self.shape
        error = misfit(experiment, proposal.layers, shape)
        repair = repaired(experiment, proposal.layers, shape) if error else None
        if repair and repair.layers == self.stack.layers:
            repair = None  # it would but undo the change
        if error and not (repair and proposal.repairs):
            self._refuse(proposal, error, repair)
            return
        layers = repair.layers if repair else proposal.layers
        candidate = replace(experiment, network=NetworkSpec(layers))
        size = training_memory(candidate, shape)
        if size > max(MOST, training_memory(experiment, shape)) and not self._is_confirmed:
            self._ask(proposal, size)
            return
        self.session.edit(candidate, proposal.text, proposal.merge)
        if repair:
            self.session.said.emit(self.tr("{done}.").format(done=repair.words), "info")

    def _refuse(self, proposal: Proposal, error: ExperimentError, repair: Repair | None) -> None:
        """Say why not: on the field that was set, or beneath the card."""
        field = self.stack.field(place_of(error.path), rest_of(error.path))
        if field is not None:
            self.mark(field, error.message)
            if repair is None:
                return
        self._offered = changed(proposal, repairs=True) if repair else None
        words = repair.words if repair else ""
        self._show(_reason(proposal.layers, error), words, proposal.at)

    def _ask(self, proposal: Proposal, size: int) -> None:
        """Ask before a network is made that takes much memory."""
        self._offered = proposal
        text = self.tr("Training this network takes about {memory} of memory.")
        self._show(text.format(memory=memory_words(size)), self.tr("Build it all the same"))

    def _say(self, sentence: str) -> None:
        self._withdraw()
        self._show(sentence)

    def _show(self, sentence: str, remedy: str = "", at: int = -1) -> None:
        chosen = self.stack.chosen
        self.cards.set_note(self.offer, chosen[-1] if at < 0 and chosen else at)
        self.offer.show_offer(sentence, remedy)
        # It has its place only once the cards have made room for it.
        QTimer.singleShot(0, self.offer, lambda: reveal(self.offer))

    def _withdraw(self) -> None:
        self._offered = None
        self.offer.hide()

    def _accept(self) -> None:
        """Do what the offer's button says."""
        proposal, self._is_confirmed = self._offered, True
        if proposal is not None:
            self.stack.take(proposal, *self.stack.selection)
        elif self.problem_place >= 0:
            self.session.edit_data(self.session.experiment.data, self.tr("Fit network to data"))
        self._is_confirmed = False

    @property
    def problem_place(self) -> int:
        """The layer for which the trainer could not load the experiment; -1 for none."""
        problem = self.session.problem
        return place_of(problem.path) if problem else -1

    def _take_template(self, template: Template) -> None:
        shape = self.shape
        if shape is None or template.refusal(shape):
            return
        loss = self.session.experiment.training.loss
        outputs = allowed_outputs(loss, shape.class_count, shape.target_count)[0]
        text = self.tr("Template {name}").format(name=template.name)
        self.stack.take(Proposal(template.build(shape, outputs), text, repairs=True))

    def _show_problem(self, problem: Problem | None) -> None:
        """Say beneath its card which layer the data cannot go through, and offer to fit it."""
        index = self.problem_place
        if problem is None or index < 0:
            if self._faulty is not None:
                self._faulty = None
                self._refresh()
            super()._show_problem(problem)
            return
        self._faulty = self.session.experiment.network
        self.cards.mark(index, problem.message)
        self.cards.set_note(self.offer, index)
        layers = self.session.experiment.network.layers
        reason = _reason(layers, ExperimentError(problem.path, problem.message))
        self.offer.show_offer(reason, self.tr("Fit the network to the data"), "error")


def _content(experiment: Experiment, summary: Outline, shape: DataShape | None) -> StackContent:
    network, loss = experiment.network, experiment.training.loss
    output = network.output_index
    return StackContent(
        network.layers,
        layer_cards(network.layers, summary.shapes, output, output_words(loss)),
        summary.shapes,
        summary.input_shape,
        output,
        allowed_outputs(loss, shape.class_count, shape.target_count) if shape else (),
        tied_words(loss, shape) if shape else "",
        shape.class_count if shape and shape.kind == "codes" else 0,
    )


def _reason(layers: Layers, error: ExperimentError) -> str:
    """What is wrong, in a sentence that begins with the layer it is wrong with."""
    index = place_of(error.path)
    if not 0 <= index < len(layers):
        return f"{error.message}."
    setting = rest_of(error.path).rpartition(".")[2]
    name = f"{layer_name(type(layers[index]))} ({index + 1})"
    is_bare = error.message.startswith("must")  # without what must be so
    words = f"{setting} {error.message}" if setting and is_bare else error.message
    return f"{name}: {words}."


def _chain(summary: Outline) -> str:
    """The input's shape and the dense layers' units with arrows between; of many, the outer ones.

    Of an image, height and width count.
    """
    shape = summary.input_shape or ()
    sides = shape[1:] if len(shape) == 3 else shape
    words = ["×".join(str(side) for side in sides) or "?", *map(str, summary.units)]
    if len(words) > _CHAIN:
        words[_CHAIN - 2 : -1] = ["…"]
    return "→".join(words)
