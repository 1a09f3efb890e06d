"""Chinese where QGIS speaks Chinese, English elsewhere."""

from qgis.core import QgsApplication


def chinese():
    return QgsApplication.locale().startswith("zh")


def words(zh, en):
    return zh if chinese() else en


def words_of(text):
    """Of {"zh": …, "en": …}."""
    return text["zh" if chinese() else "en"]
