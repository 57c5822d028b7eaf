"""A curve editor sets what values along a line have: the function, samples and noise."""

from app.panels.data_editor import DataEditor
from app.panels.data_sets import curve_sets
from app.widgets.choice import Choice
from app.widgets.number_scale import NumberScale
from engine.data.dataset import Facts
from engine.experiment.data import AnyData, CurveValues, DrawnCurve

_SAMPLES = NumberScale(4, 2000, logarithmic=True, integer=True, highest=100_000)


class CurveEditor(DataEditor):
    """The settings of a curve; of a drawn one there are none, only how many points it has."""

    kinds = (CurveValues, DrawnCurve)

    def __init__(self) -> None:
        super().__init__()
        self.function = self.add_choice(
            "function",
            self.tr("Function"),
            function_choices(),
            self.tr("The curve behind the points, which the network is to find."),
        )
        self.noise = self.add_slider(
            "noise",
            self.tr("Noise"),
            NumberScale(0, 1),
            self.tr("Scatters the values: a curve through every point then means overfitting."),
        )
        self.samples = self.add_slider(
            "samples",
            self.tr("Samples"),
            _SAMPLES,
            self.tr("How many points: between few of them the network has to guess."),
        )
        self.note = self.add_note()

    def show_data(self, data: AnyData, facts: Facts | None) -> None:
        self.show_settings(data)
        self.note.setVisible(isinstance(data, DrawnCurve) and not data.points)
        self.note.setText(self.tr("No points yet: paint them on the decision boundary."))


def function_choices() -> tuple[Choice, ...]:
    """The functions as choices."""
    return tuple(
        Choice(offered.data.function, offered.title, offered.sentence)
        for offered in curve_sets()
        if isinstance(offered.data, CurveValues)
    )
