"""The columns of a network as they are shown: folded, unrolled, and what they need measured."""

from dataclasses import replace
from typing import Any

from app.trainer.messages import Loaded, Snapshot
from app.views.columns import Column, columns_of
from app.views.folding import Folding
from app.views.sample_tiles import SampleTiles
from engine.experiment.network import AnyLayer
from engine.probes import OneSample, Probe, RecurrentStates


class ShownColumns:
    """`all` are the columns of the network, `shown` what the `folding` makes of them."""

    def __init__(self) -> None:
        self.all: tuple[Column, ...] = ()
        self.shown: tuple[Column, ...] = ()
        self.folding = Folding()
        self._layers: tuple[AnyLayer, ...] = ()  # those that the folding is of
        self._kept: object = None  # a folding that waits for its network
        self._is_small = False

    def take(self, loaded: Loaded) -> None:
        """Show a network, folded as the one before was, or as it was remembered."""
        layers = loaded.experiment.network.layers
        if not self._layers and self._kept is not None:
            self.folding = Folding.from_settings(self._kept, len(layers))
        self.folding = self.folding.carried(self._layers or layers, layers)
        self._layers, self.all = layers, columns_of(loaded)
        self.shown = self._arranged()

    def set_small(self, is_small: bool) -> None:
        """Give each neuron without a name one colour in a small place, or a picture again."""
        self._is_small = is_small
        self.shown = self._arranged()

    def fold(self, folding: Folding) -> bool:
        """Show the same network folded in another way; False where nothing changes."""
        if folding == self.folding:
            return False
        self.folding = folding
        self.shown = self._arranged()
        return True

    def clear(self) -> None:
        """Show no network."""
        self.all = self.shown = ()

    def needs_plane(self, everywhere: bool) -> bool:
        """Whether neurons are drawn over the plane; with `everywhere` they show the sample."""
        return not self.shown or (not everywhere and any(c.form == "row" for c in self.shown))

    def sample_probes(self, number: int, everywhere: bool) -> tuple[Probe, ...]:
        """What has to be measured of the sample of this number; often nothing."""
        has_stacks = any(column.form in ("maps", "steps") for column in self.shown)
        sample = (OneSample(number),) if everywhere or has_stacks else ()
        return (*sample, *self._state_probes(number).values())

    def sample_tiles(
        self, snapshot: Snapshot, loaded: Loaded, number: int, sums: bool
    ) -> SampleTiles | None:
        """The sample as it was measured; None where it was not, or on another network."""
        flow: Any = snapshot.probes.get(OneSample(number))
        if flow is None:
            return None
        probes = self._state_probes(number)
        states: Any = {start: snapshot.probes.get(probe) for start, probe in probes.items()}
        states = {start: values for start, values in states.items() if values is not None}
        bounds = loaded.bounds
        brightness = float(bounds[:, 0].min()), float(bounds[:, 1].max())
        tiles = SampleTiles(flow, loaded.facts, brightness, states, sums)
        return tiles if tiles.fits(self.shown) else None

    def to_settings(self) -> object:
        """What is folded, as plain values; nothing where nothing is."""
        return self.folding.to_settings(len(self._layers)) if self._layers else self._kept

    def restore(self, settings: object) -> None:
        """Fold the network that comes next as it was, if it is the same."""
        self._kept = settings

    def _arranged(self) -> tuple[Column, ...]:
        columns = self.folding.arrange(self.all)
        if not self._is_small:
            return columns
        return tuple(
            replace(column, is_small=True) if column.form == "row" and not column.labels else column
            for column in columns
        )

    def _state_probes(self, number: int) -> dict[int, Probe]:
        unrolled = (column.start for column in self.shown if column.is_unrolled)
        return {start: RecurrentStates(number, start) for start in unrolled}
