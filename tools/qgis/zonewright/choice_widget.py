"""A text field that offers what the study given can be asked about: clusters, towns, parcels …"""

from processing.gui.wrappers import WidgetWrapper
from qgis.core import QgsProject
from qgis.gui import QgsProcessingGui
from qgis.PyQt.QtWidgets import QComboBox, QLineEdit

from . import program


class ChoiceWidget(WidgetWrapper):
    def createWidget(self):
        self.offered = self.parameterDefinition().metadata().get("zonewright_choices", "")
        if self.dialogType != QgsProcessingGui.Standard:
            return QLineEdit()
        box = QComboBox()
        box.setEditable(True)
        self._fill(box, program.study_of_project(QgsProject.instance()))
        return box

    def postInitialize(self, wrappers):
        for wrapper in wrappers:
            if wrapper.parameterDefinition().name() == "STUDY":
                wrapper.widgetValueHasChanged.connect(lambda changed: self._study_changed(changed))

    def _study_changed(self, wrapper):
        if isinstance(self.widget, QComboBox):
            typed = self.widget.currentText()
            self._fill(self.widget, str(wrapper.parameterValue() or ""))
            self.widget.setEditText(typed)

    def _fill(self, box, study):
        box.clear()
        box.addItem("", "")
        for value, label in choices_of(study, self.offered):
            box.addItem(label, value)
        box.setCurrentIndex(0)

    def setValue(self, value):
        text = "" if value is None else str(value)
        if not isinstance(self.widget, QComboBox):
            self.widget.setText(text)
            return
        at = self.widget.findData(text)
        if at >= 0:
            self.widget.setCurrentIndex(at)
        else:
            self.widget.setEditText(text)

    def value(self):
        if not isinstance(self.widget, QComboBox):
            return self.widget.text()
        at = self.widget.findText(self.widget.currentText())
        return self.widget.itemData(at) if at >= 0 else self.widget.currentText()


def choices_of(study, kind):
    """[(value, label)]: of the study, or of the program's own knowledge where there is no study."""
    if not study or not kind:
        return []
    try:
        answer = program.ask_quietly(program.find(), ["describe", study, kind])
    except program.Problem:
        return []
    found = ((answer or {}).get("choices") or {}).get(kind) or []
    return [(each["value"], f"{each['value']}  {each['title']}" if each["title"] != each["value"] else each["value"])
            for each in found]
