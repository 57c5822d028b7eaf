"""What the program is, in which version, and what it is built with."""

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from app.headless.versions import version


class About(QMessageBox):
    """Name, version, licence and libraries."""

    LIBRARIES = ("numpy", "pyqtgraph", "msgspec", "safetensors")

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Backprop Lab"))
        self.setIconPixmap(self.windowIcon().pixmap(64))
        self.setText(self.tr("Backprop Lab {version}").format(version=version()))
        libraries = [f"Qt {qVersion()}", *(f"{name} {version(name)}" for name in self.LIBRARIES)]
        text = self.tr(
            "A laboratory for neural networks. Everything on the screen is measured.\n\n"
            "Free software under the MIT licence. Built with {libraries}."
        )
        self.setInformativeText(text.format(libraries=", ".join(libraries)))
