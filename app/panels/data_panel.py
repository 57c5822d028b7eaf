"""The data panel chooses what is learned from: a generated set or a file, and its settings."""

from pathlib import Path

from msgspec.structs import replace

from app.dialogs.import_table import open_table
from app.look.appearance import Appearance
from app.panels.data_memory import DataMemory
from app.panels.data_sets import DataSet
from app.panels.data_shape import DataShape
from app.panels.panel import Panel
from app.panels.plane_editor import PlaneEditor
from app.panels.set_gallery import SetGallery
from app.panels.slide import slide_to
from app.panels.table_editor import TableEditor
from app.session.session import Session
from app.widgets.choice import Choice
from app.widgets.choice_field import ChoiceField
from app.widgets.number_scale import NumberScale
from app.widgets.slider_field import SliderField
from engine.experiment.data import Made, PlaneData, Table
from engine.experiment.experiment import Experiment
from engine.fit import fit_plane

_SHARE = NumberScale(0, 0.9, decimals=0, suffix=" %", factor=100)
_PICKED = ("gate", "scaling", "inputs")  # picked, not dragged: each change is an entry of its own


class DataPanel(Panel):
    """Pictures of the sets, and beneath them the settings of the one in use."""

    def __init__(self, session: Session, appearance: Appearance) -> None:
        super().__init__(session, self.tr("Data"))
        self.appearance = appearance
        self._memory = DataMemory()
        self._drag = ""
        self._before_drag = session.experiment
        self.gallery = SetGallery(appearance)
        self.plane = PlaneEditor()
        self.table = TableEditor()
        self.test_share = SliderField(self.tr("Test share"), _SHARE)
        self.scaling = ChoiceField(self.tr("Scaling"), self._scalings())
        self._lay_out()
        self._connect()
        self.attach()

    def refresh(self, experiment: Experiment, shape: DataShape | None) -> None:
        data = experiment.data
        self._memory.remember(data)
        self.gallery.mark(data)
        self.gallery.name_file(self._memory.table, isinstance(data, Table))
        self.plane.setVisible(isinstance(data, Made))
        self.plane.inputs_field.setVisible(isinstance(data, Made))
        self.table.setVisible(isinstance(data, Table))
        self.table.inputs.setVisible(isinstance(data, Table))
        if isinstance(data, Table):
            self.table.show_table(data, self.session.facts)
        elif isinstance(data, Made):
            self.plane.show_data(data)
        slide_to(self.test_share, data.test_share)
        self.scaling.set_value(data.scaling)
        self.set_summary(self._summary(shape) if shape else "")

    def _summary(self, shape: DataShape) -> str:
        points = f"{shape.samples:,}".replace(",", " ")
        if shape.task == "regression":
            return self.tr("{points} points · regression").format(points=points)
        text = self.tr("{points} points · {classes} classes")
        return text.format(points=points, classes=shape.class_count)

    def _scalings(self) -> tuple[Choice, ...]:
        return (
            Choice(
                "standardize",
                self.tr("Standardize"),
                self.tr("Each input to mean 0 and deviation 1: the usual choice."),
            ),
            Choice(
                "min_max",
                self.tr("Min–max"),
                self.tr("Each input to between 0 and 1; one outlier squeezes all others."),
            ),
            Choice("none", self.tr("None"), self.tr("Inputs as they are: large ones dominate.")),
        )

    def _lay_out(self) -> None:
        self.test_share.setToolTip(
            self.tr("Points kept from training, to see what the network makes of unknown ones.")
        )
        self.scaling.setToolTip(
            self.tr("Brings inputs to like sizes, so that one learning rate suits all weights.")
        )
        shared = (self.test_share, self.scaling)
        inputs = (self.plane.inputs_field, self.table.inputs)
        for widget in (self.gallery, self.table, self.plane, *shared, *inputs):
            self.section.body.addWidget(widget)

    def _connect(self) -> None:
        self.gallery.chosen.connect(self._choose)
        self.gallery.file_wanted.connect(self._open_file)
        self.plane.changed.connect(self._change)
        self.plane.finished.connect(self.end_gesture)
        self.table.changed.connect(self._change_table)
        self.table.reopen_wanted.connect(self._reopen)
        self.test_share.value_changed.connect(lambda share: self._change("test_share", share))
        self.test_share.editing_finished.connect(self.end_gesture)
        self.scaling.value_changed.connect(lambda scaling: self._change("scaling", scaling))
        self.register("test_share", self.test_share)
        self.register("scaling", self.scaling)
        self.register("inputs", self.plane.inputs_field)
        for name, slider in self.plane.sliders.items():
            self.register(name, slider)

    def _choose(self, offered: DataSet) -> None:
        data = self._memory.recall(offered.data, self.session.experiment.data)
        text = self.tr("Learn from {name}").format(name=offered.title)
        self.attempt(lambda: self.session.edit_data(data, text))
        self.gallery.mark(self.session.experiment.data)

    def _change(self, name: str, value: object) -> None:
        merge = "" if name in _PICKED else self.gesture(name)

        def intent() -> None:
            data = replace(self.session.experiment.data, **{name: value})
            if merge and isinstance(data, Made):
                self.session.edit(self._fitted(data, merge), self._text(name), merge)
            else:
                self.session.edit_data(data, self._text(name), merge)

        self.attempt(intent)

    def _fitted(self, data: PlaneData, merge: str) -> Experiment:
        """The experiment as it was before the drag under way, on other data.

        So a batch that shrinks on the way to few samples grows again on the way back.
        """
        if merge != self._drag:
            self._drag, self._before_drag = merge, self.session.experiment
        return fit_plane(self._before_drag, data)

    def _change_table(self, table: Table, name: str) -> None:
        self.attempt(lambda: self.session.edit_data(table, self._text(name)))

    def _open_file(self) -> None:
        """Return to the file used before; where that is in use, or there was none, ask for one."""
        table = self._memory.table
        if table is None or isinstance(self.session.experiment.data, Table):
            open_table(self.session, self.appearance, parent=self)
        else:
            text = self.tr("Learn from {name}").format(name=Path(table.path).name)
            self.session.edit_data(table, text)
        self.gallery.mark(self.session.experiment.data)

    def _reopen(self) -> None:
        table = self.session.experiment.data
        if isinstance(table, Table):
            open_table(self.session, self.appearance, table.path, self)

    def _text(self, name: str) -> str:
        texts = {
            "gate": self.tr("Change gate"),
            "noise": self.tr("Change noise"),
            "samples": self.tr("Change samples"),
            "classes": self.tr("Change classes"),
            "cells": self.tr("Change cells"),
            "test_share": self.tr("Change test share"),
            "scaling": self.tr("Change scaling"),
            "inputs": self.tr("Change inputs"),
            "columns": self.tr("Change inputs"),
            "target": self.tr("Change target"),
            "task": self.tr("Change task"),
        }
        return texts[name]
