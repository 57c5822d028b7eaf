"""The data panel chooses what is learned from: made, drawn, known or the user's own, and how."""

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.dialogs.download_set import fetch_set
from app.dialogs.import_table import open_table
from app.dialogs.open_data import open_data
from app.look.appearance import Appearance
from app.panels.array_editor import ArrayEditor
from app.panels.class_balance import ClassBalance
from app.panels.curve_editor import CurveEditor
from app.panels.data_editor import DataEditor
from app.panels.data_groups import DataGroups, Group, group_of
from app.panels.data_memory import DataMemory, file_path
from app.panels.data_sets import ANY_TEXT, DataSet, curve_sets, point_sets, sequence_sets
from app.panels.data_shape import DataShape
from app.panels.data_words import change_words, scaling_choices, set_name, summary_words
from app.panels.image_editor import ImageEditor
from app.panels.known_editor import KnownEditor
from app.panels.known_sets import KnownSets
from app.panels.own_files import OwnFiles
from app.panels.panel import Markable, Panel
from app.panels.plane_editor import PlaneEditor
from app.panels.sequence_editor import SequenceEditor
from app.panels.set_gallery import SetGallery
from app.panels.split_editor import SplitEditor
from app.panels.table_editor import TableEditor
from app.panels.text_editor import TextEditor, text_files
from app.session.session import Session
from app.widgets.choice_field import ChoiceField
from app.widgets.slider_field import SliderField
from engine.experiment.data import AnyData, Bundled, Download, Plane, PlaneData, Table
from engine.experiment.data.collections import DownloadName
from engine.experiment.experiment import Experiment
from engine.fit import fit_plane

_EDITORS = (CurveEditor, SequenceEditor, TextEditor, ImageEditor, ArrayEditor, KnownEditor)

OpenData = Callable[[Session, Appearance, QWidget], object]
FetchSet = Callable[[DownloadName, QWidget], bool]


class DataPanel(Panel):
    """The data on offer, group by group, and beneath it the settings of the data in use.

    `open_data` asks for a file of the user's, `fetch_set` for a download where it is needed.
    """

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        open_data: OpenData = open_data,
        fetch_set: FetchSet = fetch_set,
    ) -> None:
        super().__init__(session, self.tr("Data"))
        self.appearance = appearance
        self._open_data = open_data
        self._fetch_set = fetch_set
        self._memory = DataMemory()
        self._drag = ""
        self._before_drag = session.experiment
        self._asked: AnyData | None = None
        self._seen: AnyData | None = None
        self.groups = DataGroups()
        self.points = SetGallery(appearance, point_sets())
        self.curves = SetGallery(appearance, curve_sets())
        self.sequences = SetGallery(appearance, sequence_sets())
        self.known = KnownSets(appearance)
        self.own = OwnFiles()
        self.plane = PlaneEditor()
        self.editors: list[DataEditor] = []
        self.settings = QVBoxLayout()
        self.table = TableEditor()
        self.split = SplitEditor()
        self.balance = ClassBalance()
        self.scaling = ChoiceField(self.tr("Scaling"), scaling_choices())
        self._lay_out()
        self._connect()
        self.attach()

    def refresh(self, experiment: Experiment, shape: DataShape | None) -> None:
        data, facts = experiment.data, self.session.facts
        self._asked = None
        self._memory.remember(data)
        self._show_offers(data)
        editor = self._editor_of(data)
        for each in self.editors:
            each.setVisible(each is editor)
        if editor is not None:
            editor.show_data(data, facts)
            self._register_all(editor.fields)
        self.plane.inputs_field.setVisible(isinstance(data, Plane))
        self.table.setVisible(isinstance(data, Table))
        self.table.inputs.setVisible(isinstance(data, Table))
        if isinstance(data, Table):
            self.table.show_table(data, facts)
        self.split.show_split(data, shape)
        self.balance.show_facts(facts, shape.class_count if shape and shape.samples else 0)
        self.scaling.set_value(data.scaling)
        self.scaling.setHidden(shape is not None and shape.kind == "codes")
        self.set_summary(summary_words(shape) if shape else "")

    def learn_from(self, data: AnyData, name: str) -> None:
        """Learn from other data; `name` is what the undo history calls it."""
        text = self.tr("Learn from {name}").format(name=name)
        self.attempt(lambda: self.session.edit_data(data, text))
        self._show_offers(self.session.experiment.data)

    def _show_offers(self, data: AnyData) -> None:
        for gallery in (self.points, self.curves, self.sequences):
            gallery.mark(data)
        self.known.mark(data)
        self.own.show_files(self._memory.files, data)
        if data != self._seen:  # whoever only looks around in another group is left there
            self._seen = data
            self.groups.show_group(group_of(data))

    def _editor_of(self, data: AnyData) -> DataEditor | None:
        """The editor of some data, made when it is first needed; None for a table."""
        for editor in self.editors:
            if isinstance(data, editor.kinds):
                return editor
        kind = next((each for each in _EDITORS if isinstance(data, each.kinds)), None)
        if kind is not None:
            self._add_editor(kind())
        return self.editors[-1] if kind is not None else None

    def _add_editor(self, editor: DataEditor) -> None:
        self.editors.append(editor)
        self.settings.addWidget(editor)
        editor.changed.connect(self._change)
        editor.finished.connect(self.end_gesture)

    def _register_all(self, fields: Mapping[str, Markable]) -> None:
        for name, field in fields.items():
            self.register(name, field)

    def _lay_out(self) -> None:
        self.scaling.setToolTip(
            self.tr("Brings inputs to like sizes, so that one learning rate suits all weights.")
        )
        self.groups.add_page(Group.POINTS, self.points)
        self.groups.add_page(Group.CURVES, self.curves)
        self.groups.add_page(Group.SETS, self.known)
        self.groups.add_page(Group.SEQUENCES, self.sequences)
        self.groups.add_page(Group.OWN, self.own)
        shared = (self.split, self.balance, self.scaling)
        inputs = (self.plane.inputs_field, self.table.inputs)
        self.settings.setContentsMargins(0, 0, 0, 0)
        self._add_editor(self.plane)
        self.section.body.addWidget(self.groups)
        self.section.body.addWidget(self.table)
        self.section.body.addLayout(self.settings)
        for widget in (*shared, *inputs):
            self.section.body.addWidget(widget)

    def _connect(self) -> None:
        for gallery in (self.points, self.curves, self.sequences):
            gallery.chosen.connect(self._choose)
        self.own.open_wanted.connect(lambda: self._open_data(self.session, self.appearance, self))
        self.own.chosen.connect(lambda data: self.learn_from(data, Path(file_path(data)).name))
        self.known.chosen.connect(self._choose_known)
        self.table.changed.connect(lambda table, name: self._learn(table, change_words(name), ""))
        self.table.reopen_wanted.connect(self._reopen)
        self.scaling.value_changed.connect(lambda scaling: self._change({"scaling": scaling}))
        self.split.changed.connect(self._change)
        self.split.finished.connect(self.end_gesture)
        self.register("scaling", self.scaling)
        self.register("inputs", self.plane.inputs_field)
        self._register_all(self.split.sliders)
        self.session.data_refused.connect(self._mark)

    def _choose(self, offered: DataSet) -> None:
        data = self._memory.recall(offered.data, self.session.experiment.data)
        if data == ANY_TEXT:
            path, _ = QFileDialog.getOpenFileName(self, offered.title, "", text_files())
            if not path:
                self._show_offers(self.session.experiment.data)
                return
            data = replace(ANY_TEXT, path=path)
        self.learn_from(data, offered.title.removesuffix("…"))

    def _choose_known(self, data: Bundled | Download) -> None:
        if isinstance(data, Download):
            is_here = self._fetch_set(data.name, self.window())
            self.known.refresh()
            if not is_here:
                self._show_offers(self.session.experiment.data)
                return
        self.learn_from(data, set_name(data.name))

    def _change(self, changes: dict[str, object]) -> None:
        name = next(iter(changes))
        is_dragged = isinstance(self.field(name), SliderField)  # what is picked is an entry each
        merge = self.gesture(name) if is_dragged else ""

        def intent() -> None:
            # What is being read counts as here already, so that no change is lost meanwhile.
            data = replace(self._asked or self.session.experiment.data, **changes)
            self._learn(data, change_words(name), merge)

        self.attempt(intent)

    def _learn(self, data: AnyData, text: str, merge: str) -> None:
        if merge and isinstance(data, Plane):
            self.session.edit(self._fitted(data, merge), text, merge)
        else:
            self.session.edit_data(data, text, merge)
            self._asked = None if isinstance(data, Plane) else data

    def _fitted(self, data: PlaneData, merge: str) -> Experiment:
        """The experiment as it was before the drag under way, on other data.

        So a batch that shrinks on the way to few samples grows again on the way back.
        """
        if merge != self._drag:
            self._drag, self._before_drag = merge, self.session.experiment
        return fit_plane(self._before_drag, data)

    def _reopen(self) -> None:
        table = self.session.experiment.data
        if isinstance(table, Table):
            open_table(self.session, self.appearance, table.path, self)
