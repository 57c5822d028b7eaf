"""A plane editor sets what points on the plane have: noise, samples, classes or cells, inputs."""

from msgspec.structs import replace

from app.panels.data_editor import DataEditor
from app.panels.data_sets import gate_choices
from app.panels.wide_field import WideField
from app.widgets.check_list import CheckList
from app.widgets.choice import Choice
from app.widgets.choice_field import ChoiceField
from app.widgets.number_scale import NumberScale
from app.widgets.slider_field import SliderField
from engine.data.dataset import Facts
from engine.data.preparation import DISPLAY_NAMES
from engine.experiment.data import INPUTS, AnyData, Drawn, Plane, Task
from engine.experiment.data.drawn import PLANE_AXES

_SAMPLES = NumberScale(4, 5000, logarithmic=True, integer=True, highest=100_000)
_MOST_CLASSES = 6


class PlaneEditor(DataEditor):
    """The settings of a generated set, or of a drawing.

    The panel places `inputs_field` itself, below what all data has.
    """

    kinds = (Plane,)

    def __init__(self) -> None:
        super().__init__()
        self._data: Plane = Drawn()
        self.inputs = CheckList([Choice(name, DISPLAY_NAMES[name]) for name in INPUTS])
        self.inputs_field = WideField(self.tr("Inputs"), self.inputs, beside=True)
        self.inputs_field.setToolTip(
            self.tr("What the network sees of a point: a fitting input can replace whole layers.")
        )
        self.inputs.values_changed.connect(lambda values: self.changed.emit({"inputs": values}))
        self.gate = self.add_choice(
            "gate", self.tr("Gate"), gate_choices(), self.tr("Which truth table is to be learned.")
        )
        self.kind = self._add_kind()
        self._add_sliders()
        self.note = self.add_note()

    def show_data(self, data: AnyData, facts: Facts | None) -> None:
        assert isinstance(data, Plane)
        self._data = data
        if isinstance(data, Drawn):
            self.classes.set_scale(NumberScale(_least_classes(data), _MOST_CLASSES, integer=True))
        else:
            self.classes.set_scale(NumberScale(2, _MOST_CLASSES, integer=True))
        self.show_settings(data)
        if isinstance(data, Drawn) and data.kind == "regression":
            self.classes.hide()
        self.inputs.set_values(data.inputs)
        self._show_note(data)

    def _show_note(self, data: Plane) -> None:
        self.note.setVisible(isinstance(data, Drawn) and not data.points)
        self.note.setText(self.tr("No points yet: paint them on the decision boundary."))

    def _add_kind(self) -> ChoiceField:
        choices = (
            Choice(
                "classification",
                self.tr("Classes"),
                self.tr("Each point is of a class; the higher values become the second class."),
            ),
            Choice(
                "regression",
                self.tr("Values"),
                self.tr("Each point has a value; the first two classes become -1 and 1."),
            ),
        )
        field = ChoiceField(self.tr("Points have"), choices)
        field.value_changed.connect(self._choose_kind)
        self.add_field("kind", field, self.tr("Whether a class or a value is to be learned."))
        return field

    def _choose_kind(self, kind: Task) -> None:
        if isinstance(self._data, Drawn):
            drawing = of_kind(self._data, kind)
            names = ("kind", "points", "classes", "axes", "class_names")
            self.changed.emit({name: getattr(drawing, name) for name in names})

    def _add_sliders(self) -> None:
        self.noise: SliderField = self.add_slider(
            "noise",
            self.tr("Noise"),
            NumberScale(0, 0.5),
            self.tr("Scatters the points: with much noise a perfect boundary means overfitting."),
        )
        self.samples: SliderField = self.add_slider(
            "samples",
            self.tr("Samples"),
            _SAMPLES,
            self.tr("How many points: few are learned by heart, many show the true shape."),
        )
        self.classes: SliderField = self.add_slider(
            "classes",
            self.tr("Classes"),
            NumberScale(2, _MOST_CLASSES, integer=True),
            self.tr("How many classes the network has to tell apart."),
        )
        self.cells: SliderField = self.add_slider(
            "cells",
            self.tr("Cells a side"),
            NumberScale(2, 8, integer=True),
            self.tr("Squares along each side: more of them need more units."),
        )


def of_kind(drawing: Drawn, kind: Task) -> Drawn:
    """The drawing with classes for values, or values for classes: -1, 1, 2 …

    Of values the greater half becomes the second class: what lies above the middle of their range.
    """
    if kind == drawing.kind:
        return drawing
    axes = drawing.axes
    if kind == "regression":
        points = tuple((x1, x2, t or -1.0) for x1, x2, t in drawing.points)
        axes = (*axes, PLANE_AXES[2]) if axes else ()
        return replace(drawing, kind=kind, points=points, axes=axes, class_names=())
    value = drawing.shown_axes[2]
    middle = (value.low + value.high) / 2
    points = tuple((x1, x2, float(t > middle)) for x1, x2, t in drawing.points)
    return replace(drawing, kind=kind, points=points, axes=axes[:2], classes=2)


def _least_classes(drawing: Drawn) -> int:
    """The fewest classes that hold all the points drawn."""
    if drawing.kind == "regression":
        return 2
    return max(2, 1 + max((int(target) for _, _, target in drawing.points), default=0))
