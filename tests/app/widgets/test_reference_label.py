"""A reference label links what it names, and the keyboard reaches the links."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.widgets.reference_label import ReferenceLabel


def test_names_lead_to_their_addresses(qtbot: QtBot) -> None:
    label = ReferenceLabel("Where it is treated")
    qtbot.addWidget(label)
    label.show_source("Kingma & Ba, arXiv 1412.6980")
    assert 'Kingma &amp; Ba, <a href="https://arxiv.org/abs/1412.6980">arXiv 1412.6980</a>' in (
        label.text()
    )
    assert label.accessibleDescription() == "Kingma & Ba, arXiv 1412.6980"
    assert label.openExternalLinks()
    assert label.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert label.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByKeyboard
