"""A known editor tells which known set is learned from, and how much of it is used."""

from app.panels.data_editor import DataEditor
from app.panels.data_words import set_name
from app.panels.sample_choice import sample_choices
from engine.data.dataset import Facts
from engine.experiment.data import AnyData, Bundled, Download


class KnownEditor(DataEditor):
    """The name of a known set, what is to be said about it, and the number of samples used."""

    kinds = (Bundled, Download)

    def __init__(self) -> None:
        super().__init__()
        self.name = self.add_note()
        self.name.setProperty("role", "heading")
        self.note = self.add_note()
        self.samples = self.add_choice(
            "samples",
            self.tr("Use"),
            sample_choices(None),
            self.tr("How many training samples are used: fewer are quicker, and overfit sooner."),
        )

    def show_data(self, data: AnyData, facts: Facts | None) -> None:
        assert isinstance(data, Bundled | Download)
        self.name.setText(set_name(data.name))
        notes = facts.notes if facts else (self.tr("Being read …"),)
        self.note.setText(" ".join(notes))
        self.note.setVisible(bool(notes))
        if isinstance(data, Download):
            self.samples.set_choices(sample_choices(data.samples))
        self.show_settings(data)
