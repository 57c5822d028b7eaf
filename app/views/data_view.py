"""The data: its samples, its features, how they scatter, and one sample's way to its prediction."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.look.appearance import Appearance
from app.look.theme import Theme
from app.session.session import Session
from app.trainer.messages import Loaded, Phase, Snapshot
from app.views.data.feature_part import FeaturePart
from app.views.data.sample_list import SampleList
from app.views.data.sample_part import SamplePart
from app.views.data.scatter_part import ScatterPart
from app.views.view import View
from app.widgets.segments import Segments
from engine.probes import OneSample, Probe, SampleRows, ScatterPoints
from engine.probes.share import Share

# Seconds of a frame for asking the network, so that training loses little.
_WHILE_TRAINING, _AT_REST = 0.004, 0.025


class DataView(View):
    """Four parts, of which one shows. A click on a sample follows it through the network."""

    name = "data"
    needs_samples = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        theme = appearance.theme
        self._session = session
        self._loaded: Loaded | None = None
        self._hurried, self._turn = False, 0
        self._list = SampleList(theme)
        self._features = FeaturePart(theme)
        self._scatter = ScatterPart(theme)
        self._sample = SamplePart(theme)
        self.sample_opened = self._list.opened
        self._came_from = "samples"
        self._stack = QStackedWidget()
        self._parts: dict[str, QWidget] = {
            "samples": self._list,
            "features": self._features,
            "scatter": self._scatter,
            "sample": self._sample,
        }
        for part in self._parts.values():
            self._stack.addWidget(part)
        self._choice = _part_choice()
        super().__init__(self._stack, self._choice)
        self.lead.target = self._list
        self._connect()
        appearance.theme_changed.connect(self._set_theme)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("DataView", "Data")

    @property
    def wants(self) -> tuple[Probe, ...]:
        match self._choice.key:
            case "samples":
                return (self._again(self._list.probe),)
            case "features":
                return self._features.probes
            case "scatter":
                return (self._again(self._scatter.probe),)
        # Where the sample stands in the list tells which is the next one.
        return (*self._sample.probes, self._again(self._list.probe))

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.loaded is None:
            return
        if snapshot.loaded is not self._loaded:
            self._take_data(snapshot.loaded)
        self._hurried = snapshot.phase is not Phase.PLAYING
        for probe, result in snapshot.probes.items():
            self._take(probe, result, snapshot.step)

    def save_settings(self) -> dict[str, object]:
        return {
            "part": self._choice.key,
            "filter": self._list.filter_key,
            "by_loss": self._list.by_loss,
            "principal": self._scatter.principal,
        }

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._choice.choose(settings.get("part"))
        self._list.restore(settings.get("filter"), settings.get("by_loss") is True)
        self._scatter.restore(settings)

    def open_sample(self, number: int) -> None:
        """Follow a sample through the network."""
        if self._choice.key != "sample":
            self._came_from = self._choice.key
        self._sample.follow(number)
        self._choice.choose("sample")
        self._sample.setFocus(Qt.FocusReason.OtherFocusReason)

    def list_confused(self, true: int, said: int, share: Share) -> None:
        """List the samples of a share and a true class that are taken for another class."""
        self._list.list_confused(true, said, share)
        self._choice.choose("samples")

    def _take(self, probe: Probe, result: Any, step: int) -> None:
        match probe:
            case SampleRows():
                self._list.take(probe, result)
                self._ask_again(result.said.is_of(step))
            case ScatterPoints():
                self._scatter.take(probe, result)
                self._ask_again(result.said.is_of(step))
            case OneSample():
                self._sample.take(probe, result)
            case _:
                self._features.cards.take(probe, result)

    def _ask_again(self, is_complete: bool) -> None:
        """While the run stands still, the network is asked until all samples have answers."""
        if self._hurried and not is_complete:
            self._turn += 1

    def _again(self, probe: SampleRows | ScatterPoints) -> Probe:
        seconds = _AT_REST if self._hurried else _WHILE_TRAINING
        return replace(probe, hurried=self._hurried, turn=self._turn, seconds=seconds)

    def _take_data(self, loaded: Loaded) -> None:
        self._loaded = loaded
        for part in (self._list, self._features.cards, self._scatter, self._sample):
            part.set_data(loaded)

    def _connect(self) -> None:
        self._choice.chosen.connect(self._show_part)
        self._list.opened.connect(self.open_sample)
        self._scatter.opened.connect(self.open_sample)
        self._sample.left.connect(self._go_back)
        self._sample.turned.connect(self._turn_to)
        for part in (self._list, self._features, self._scatter, self._sample):
            part.changed.connect(self._session.stirred)

    def _show_part(self, key: str) -> None:
        self._stack.setCurrentWidget(self._parts[key])
        self.lead.target = self._parts[key]
        self._session.stirred.emit()

    def _go_back(self) -> None:
        self._choice.choose(self._came_from)
        self._parts[self._came_from].setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_to(self, step: int) -> None:
        """Follow the next sample of the list, or the one before."""
        number = self._sample.number
        if number is None:
            return
        next_one = self._list.neighbour(number, step)
        if next_one is not None:
            self._sample.follow(next_one)
            self._list.look_around(next_one)

    def _set_theme(self, theme: Theme) -> None:
        for part in (self._list, self._features.cards, self._scatter, self._sample):
            part.set_theme(theme)


def _part_choice() -> Segments:
    translate = QCoreApplication.translate
    parts = Segments(
        translate("DataView", "Part of the data view"),
        translate("DataView", "Which side of the data is shown"),
    )
    parts.add(
        "samples",
        translate("DataView", "Samples"),
        translate("DataView", "Every sample with what the network says of it"),
    )
    parts.add(
        "features",
        translate("DataView", "Features"),
        translate("DataView", "How classes and features are spread, before and after scaling"),
    )
    parts.add(
        "scatter",
        translate("DataView", "Scatter"),
        translate("DataView", "The samples over two columns or two principal components"),
    )
    parts.add(
        "sample",
        translate("DataView", "One sample"),
        translate("DataView", "One sample on its way through the network"),
    )
    return parts
