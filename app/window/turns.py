"""Turns: where drawing all views takes longer than a frame may, they are drawn one after another.

Each frame then measures and draws some of them, so that mouse and keyboard are heard between, and
the trainer measures less for each. A view that is drawn less often still shows what was measured.
"""

from math import ceil

BUDGET = 0.015  # seconds that drawing may take in one frame
MOST = 4  # turns, until all views have been drawn
FRAME, LONG_FRAME = 1 / 60, 1 / 40  # seconds from one frame to the next: usually; with most turns
_FRAMES = 20  # between two decisions
_ROOM = 0.8  # of what fewer turns could draw must do, so that the number does not waver


class Turns:
    """How many turns it takes to draw everything once, and whose turn it is."""

    def __init__(self) -> None:
        self.count = 1
        self.now = 0
        self._costs: list[float] = []

    @property
    def interval(self) -> float:
        """The seconds from one frame to the next.

        Longer where there are most turns: more pictures would take more from the training than
        they tell.
        """
        return LONG_FRAME if self.count == MOST else FRAME

    def advance(self) -> None:
        """Go on to the next turn."""
        self.now = (self.now + 1) % self.count

    def place_of(self, index: int) -> int:
        """Return the turn of view `index`: the first one, the largest, has one for itself."""
        if self.count == 1 or index == 0:
            return 0
        return 1 + (index - 1) % (self.count - 1)

    def note(self, cost: float) -> None:
        """Take note of the seconds that a frame took; now and then decide how many turns to take.

        All turns together cost as much as a frame that draws everything.
        """
        self._costs.append(cost)
        if len(self._costs) < _FRAMES:
            return
        whole = sum(self._costs) / len(self._costs) * self.count
        self._costs.clear()
        wanted = min(max(ceil(whole / BUDGET), 1), MOST)
        may_be_fewer = whole < _ROOM * (self.count - 1) * BUDGET
        if wanted > self.count or (wanted < self.count and may_be_fewer):
            self.count = wanted
            self.now = 0
