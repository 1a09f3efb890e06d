"""What the toolbox shows where the program cannot be used: the provider never vanishes."""

from qgis.core import QgsProcessingAlgorithm, QgsProcessingException

from .language import words


class UnusableAlgorithm(QgsProcessingAlgorithm):
    def __init__(self, problem):
        super().__init__()
        self.problem = problem

    def createInstance(self):
        return UnusableAlgorithm(self.problem)

    def name(self):
        return "program_missing"

    def displayName(self):
        return words("zonewright 程序不可用：打开看怎么办", "The zonewright program cannot be used: open to see what to do")

    def shortHelpString(self):
        return self.problem

    def initAlgorithm(self, configuration=None):
        pass

    def canExecute(self):
        return False, self.problem

    def processAlgorithm(self, parameters, context, feedback):
        raise QgsProcessingException(self.problem)
