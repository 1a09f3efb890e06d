"""The provider: one algorithm a question; one that explains, where the program cannot be used."""

import pathlib

from processing.core.ProcessingConfig import ProcessingConfig, Setting
from qgis.core import QgsProcessingProvider, QgsSettings
from qgis.PyQt.QtGui import QIcon

from . import definitions, program
from .algorithm import QuestionAlgorithm
from .language import words
from .unusable import UnusableAlgorithm

ICON = str(pathlib.Path(__file__).with_name("icon.svg"))
OPTION = "ZONEWRIGHT_PROGRAM"


class ZonewrightProvider(QgsProcessingProvider):
    def id(self):
        return "zonewright"

    def name(self):
        return words("产域 Zonewright", "Zonewright")

    def icon(self):
        return QIcon(ICON)

    def load(self):
        ProcessingConfig.settingIcons[self.name()] = self.icon()
        ProcessingConfig.addSetting(Setting(
            self.name(), OPTION, words("zonewright 程序的路径（空：自动查找）", "Path of the zonewright program (empty: found by itself)"),
            QgsSettings().value(program.SETTING, "", type=str), valuetype=Setting.FILE))
        ProcessingConfig.readSettings()
        self.refreshAlgorithms()
        return True

    def unload(self):
        ProcessingConfig.removeSetting(OPTION)

    def loadAlgorithms(self):
        chosen = ProcessingConfig.getSetting(OPTION)
        if chosen:
            QgsSettings().setValue(program.SETTING, chosen)
        known = definitions.load()
        try:
            if known is None:
                raise program.Problem(words("插件不完整：缺少 definitions.json。请用 tools/package qgis 生成的压缩包安装。",
                                            "The plugin is incomplete: definitions.json is missing. Install the zip that tools/package qgis makes."))
            path = program.find()
            program.shake_hands(path, known)
        except program.Problem as problem:
            self.addAlgorithm(UnusableAlgorithm(str(problem)))
            return
        for question in known["questions"]:
            self.addAlgorithm(QuestionAlgorithm(question))
