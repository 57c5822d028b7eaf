"""The part that shows the data itself: class balance and features, before and after preparation."""

from math import ceil
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.look.theme import Theme
from app.trainer.messages import Loaded
from app.views.data.balance_bars import BALANCE_HEIGHT, paint_balance
from app.views.data.feature_card import (
    CARD_HEIGHT,
    LEAST_CARD_WIDTH,
    paint_feature,
    paint_legend,
)
from app.views.data.mean_images import means_height, paint_means
from app.views.data.spread_picture import test_colour, train_colour
from app.views.data.tiles import ImageTile
from app.views.empty import paint_empty
from engine.probes import (
    ClassCounts,
    FeatureHistograms,
    FeatureSpread,
    MeanImages,
    Probe,
    TargetBalance,
)
from engine.probes.features import feature_count
from engine.probes.probe import Values

_EDGE, _GAP = 12, 8
_LEGEND = 22
_FEWEST_BINS, _MOST_BINS, _MOST_CODES = 8, 30, 64
_MOST_AT_ONCE = 12  # features that are measured for one frame


class FeatureCards(QWidget):
    """All cards, one below the other; only those in sight are measured and drawn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._loaded: Loaded | None = None
        self._features: dict[int, FeatureSpread] = {}
        self._balance: ClassCounts | FeatureSpread | None = None
        self._means: Values | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Features before and after preparation"))

    def set_data(self, loaded: Loaded) -> None:
        """Show other data."""
        self._loaded, self._balance, self._means = loaded, None, None
        self._features.clear()
        self.fit()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._theme = theme
        self.update()

    def take(self, probe: Probe, result: Any) -> None:
        """Keep a measurement; the data does not change, so that each is made once."""
        match probe:
            case FeatureHistograms():
                self._features.update(enumerate(result, start=probe.first))
            case TargetBalance():
                self._balance = result
            case MeanImages():
                self._means = result
        self.fit()
        self.update()

    def missing(self, top: int, bottom: int) -> tuple[Probe, ...]:
        """What has to be measured for what lies between these heights."""
        if self._loaded is None:
            return ()
        bins = self._bins
        probes: list[Probe] = [] if self._balance is not None else [TargetBalance(bins)]
        if self._loaded.facts.kind == "images" and self._means is None:
            probes.append(MeanImages())
        seen = [n for n in range(self._count) if self._card(n).bottom() > top]
        wanted = [n for n in seen if n not in self._features and self._card(n).top() < bottom]
        if wanted:
            count = min(wanted[-1] - wanted[0] + 1, _MOST_AT_ONCE)
            probes.append(FeatureHistograms(wanted[0], count, bins))
        return tuple(probes)

    def fit(self) -> None:
        """Be as high as the cards."""
        height = ceil(self._card(self._count - 1).bottom()) + _EDGE if self._count else 0
        self.setMinimumHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(560, 420)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._loaded is None or self._balance is None:
            text = self.tr("The features appear here as soon as the data is loaded.")
            paint_empty(painter, self.rect(), text, self._theme)
            return
        painter.fillRect(event.rect(), QColor(self._theme.panel))
        self._paint_legend(painter)
        self._paint_top(painter, self._loaded)
        is_log = self._loaded.facts.kind == "images"  # most pixels may be black
        for number, feature in self._features.items():
            card = self._card(number)
            if card.intersects(QRectF(event.rect())):
                title = self._title(number, feature)
                paint_feature(painter, card, title, feature, self._theme, is_log)

    @property
    def _bins(self) -> int:
        """As many bins as so many samples fill: 2 ∛n (Rice's rule), within limits."""
        facts = self._loaded.facts if self._loaded else None
        if facts is not None and facts.kind == "codes":
            return min(max(facts.class_count, _FEWEST_BINS), _MOST_CODES)  # one for each code
        samples = facts.train_samples if facts else 0
        return min(max(round(2 * samples ** (1 / 3)), _FEWEST_BINS), _MOST_BINS)

    @property
    def _count(self) -> int:
        return feature_count(self._loaded.facts) if self._loaded else 0

    @property
    def _top(self) -> float:
        """Where the cards of the features begin."""
        means = self._means_height + _GAP if self._means is not None else 0
        return _LEGEND + BALANCE_HEIGHT + _GAP + means

    @property
    def _means_height(self) -> float:
        if self._means is None or self._loaded is None:
            return 0.0
        width = self.width() - 2 * _EDGE
        return means_height(width, len(self._means), ImageTile(self._loaded))

    def _card(self, number: int) -> QRectF:
        room = self.width() - 2 * _EDGE
        across = max(int((room + _GAP) // (LEAST_CARD_WIDTH + _GAP)), 1)
        width = (room - (across - 1) * _GAP) / across
        line, column = divmod(number, across)
        left, top = _EDGE + column * (width + _GAP), self._top + line * (CARD_HEIGHT + _GAP)
        return QRectF(left, top, width, CARD_HEIGHT)

    def _paint_legend(self, painter: QPainter) -> None:
        entries = (
            (self.tr("training: bars"), train_colour(self._theme)),
            (self.tr("test: line"), test_colour(self._theme)),
            (self.tr("above: mean ± standard deviation of training"), ""),
        )
        line = QRectF(_EDGE + 2, 0, self.width() - 2 * _EDGE, _LEGEND - 4)
        paint_legend(painter, line, entries, self._theme)

    def _paint_top(self, painter: QPainter, loaded: Loaded) -> None:
        facts, width = loaded.facts, self.width() - 2 * _EDGE
        card = QRectF(_EDGE, _LEGEND, width, BALANCE_HEIGHT)
        match self._balance:
            case ClassCounts() as counts:
                paint_balance(painter, card, counts, facts.class_names, self._theme)
            case FeatureSpread() as target:
                title = self.tr("{name}, the target").format(name=target.name)
                paint_feature(painter, card, title, target, self._theme)
        if self._means is not None:
            top = card.bottom() + _GAP
            area = QRectF(_EDGE, top, width, self._means_height)
            names = facts.class_names[: len(self._means) - 1]
            paint_means(painter, area, self._means, names, ImageTile(loaded), self._theme)

    def _title(self, number: int, feature: FeatureSpread) -> str:
        assert self._loaded is not None
        count, kind = self._count, self._loaded.facts.kind
        if kind == "rows":
            return feature.name
        if kind == "codes":
            return self.tr("Codes of the characters")
        if kind == "sequences":
            if count == 1:
                return self.tr("Values, all times together")
            return self.tr("Feature {number}, all times together").format(number=number + 1)
        if count == 3:
            return (self.tr("Red"), self.tr("Green"), self.tr("Blue"))[number]
        if count == 1:
            return self.tr("Pixels, all places together")
        return self.tr("Channel {number}").format(number=number + 1)


class FeaturePart(QScrollArea):
    """The cards, as far as there is room for them."""

    changed = Signal()  # other cards are in sight

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.cards = FeatureCards(theme)
        self.setWidget(self.cards)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self.changed)
        self.verticalScrollBar().setSingleStep(40)

    @property
    def probes(self) -> tuple[Probe, ...]:
        """What has to be measured for the cards in sight."""
        top = self.verticalScrollBar().value()
        return self.cards.missing(top, top + self.viewport().height())
