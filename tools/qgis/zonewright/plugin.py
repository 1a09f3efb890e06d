"""Registers the provider with Processing; needs no window."""

from qgis.core import QgsApplication

from .provider import ZonewrightProvider


class ZonewrightPlugin:
    def __init__(self):
        self.provider = None

    def initProcessing(self):
        self.provider = ZonewrightProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        self.initProcessing()

    def unload(self):
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
