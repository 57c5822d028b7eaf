"""The chip that names the two classes whose confusion is listed; pressing it lists all again."""

from PySide6.QtCore import QCoreApplication, Qt

from app.look.icons import icon
from app.widgets.chip_button import ChipButton
from engine.data.dataset import Facts

_LONGEST = 210  # pixels of its text


class ConfusedChip(ChipButton):
    """`classes` are the true and the predicted one; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.classes: tuple[int, int] | None = None
        self.setIcon(icon("close", "muted"))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross behind the words
        self.hide()

    def fits(self, facts: Facts) -> bool:
        """Whether some data has these classes, or none are chosen."""
        return self.classes is None or max(self.classes) < facts.class_count

    def forget(self) -> None:
        """Name no classes from now on."""
        self.classes = None
        self.hide()

    def show_names(self, facts: Facts) -> None:
        """Write the names that the classes have in some data, which has them."""
        if self.classes is None:
            return
        translate = QCoreApplication.translate
        true, said = (facts.class_names[index] for index in self.classes)
        text = translate("ConfusedChip", "{true} taken for {said}").format(true=true, said=said)
        tip = translate("ConfusedChip", "Only samples of {true} that the network takes for {said}.")
        tip = tip.format(true=true, said=said)
        end = translate("ConfusedChip", "Press to list the others too.")
        short = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, _LONGEST)
        self.set_status(short, "neutral", f"{tip} {end}")
        self.setToolTip(f"{tip} {end}")
        self.setAccessibleName(text)
        self.show()
