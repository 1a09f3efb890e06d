"""Zonewright in QGIS: each question of the program is an algorithm of the Processing toolbox."""


def classFactory(iface):  # the name QGIS looks for
    from .plugin import ZonewrightPlugin

    return ZonewrightPlugin()
