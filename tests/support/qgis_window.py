"""Run inside a QGIS with a window (qgis --code): shows every map theme, a page of the atlas, the toolbox and a result, keeps a
picture of each, writes what it saw to told.json and leaves."""
import json
import os
import pathlib
import traceback

from qgis.core import Qgis, QgsApplication, QgsLayoutExporter, QgsProject
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtWidgets import QComboBox, QDockWidget, QTabWidget, QTreeView
from qgis.utils import iface, plugins

FOLDER = pathlib.Path(os.environ["ZONEWRIGHT_PICTURES"])
STUDY = pathlib.Path(os.environ["ZONEWRIGHT_STUDY"])
told = {"themes": {}, "messages": [], "pages": {}}


def rest(seconds):
    """Lets the window work; a modal dialog would stop here for good, and the caller's limit of time tells."""
    loop = QEventLoop()
    QTimer.singleShot(int(1000 * seconds), loop.quit)
    loop.exec_()


def painted(name):
    canvas = iface.mapCanvas()
    for _ in range(600):
        rest(0.1)
        if not canvas.isDrawing():
            break
    rest(0.3)
    iface.mainWindow().grab().save(str(FOLDER / f"{name}.png"))


def colours(picture):
    return len({picture.pixel(x, y) for x in range(0, picture.width(), 4) for y in range(0, picture.height(), 4)})


def show_themes():
    project, canvas = QgsProject.instance(), iface.mapCanvas()
    collection = project.mapThemeCollection()
    for theme in collection.mapThemes():
        collection.applyTheme(theme, project.layerTreeRoot(), iface.layerTreeView().layerTreeModel())
        canvas.zoomToFullExtent()
        painted("theme_" + theme)
        told["themes"][theme] = {"layers": [layer.name() for layer in canvas.layers()],
                                 "invalid": [layer.name() for layer in canvas.layers() if not layer.isValid()],
                                 "colours": colours(canvas.grab().toImage())}


def show_sheets():
    for layout in QgsProject.instance().layoutManager().printLayouts():
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = 110
        atlas = layout.atlas()
        if atlas.enabled():
            layout.reportContext()
            assert atlas.beginRender() and atlas.first(), layout.name()
        path = FOLDER / f"sheet_{layout.name()}.png"
        told["pages"][layout.name()] = QgsLayoutExporter(layout).exportToImage(str(path), settings) == QgsLayoutExporter.Success


def show_toolbox():
    dock = next(each for each in iface.mainWindow().findChildren(QDockWidget) if each.objectName() == "ProcessingToolbox")
    dock.show()
    dock.raise_()
    dock.setMinimumWidth(520)
    tree = dock.findChild(QTreeView)
    rest(1)
    model = tree.model()
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if "Zonewright" in index.data() or "产域" in index.data():
            told["toolbox"] = [model.index(child, 0, index).data() for child in range(model.rowCount(index))]
            tree.expand(index)
            for child in range(model.rowCount(index)):
                tree.expand(model.index(child, 0, index))
            tree.scrollTo(index, QTreeView.PositionAtTop)
    painted("toolbox")


def show_dialog():
    import processing
    dialog = processing.createAlgorithmDialog("zonewright:sites", {"STUDY": str(STUDY), "AREA_MU": 150})
    dialog.resize(1100, 760)
    dialog.show()
    rest(3)
    dialog.grab().save(str(FOLDER / "dialog.png"))
    told["offered"] = max((box.count() - 1 for box in dialog.findChildren(QComboBox) if box.isEditable()), default=0)
    dialog.close()


def show_result():
    import processing
    collection = QgsProject.instance().mapThemeCollection()
    collection.applyTheme(collection.mapThemes()[0], QgsProject.instance().layerTreeRoot(), iface.layerTreeView().layerTreeModel())
    before = set(QgsProject.instance().mapLayers())
    answer = processing.runAndLoadResults("zonewright:sites", {
        "STUDY": str(STUDY), "CLUSTER": "semiconductor", "AREA_MU": 150, "COUNT": 3, "OUTPUT": str(FOLDER / "sites"), "LOAD_RESULTS": True})
    told["sites"] = len(json.loads(answer["ANSWER"])["sites"])
    added = [QgsProject.instance().mapLayer(key) for key in set(QgsProject.instance().mapLayers()) - before]
    told["added"] = {layer.name(): layer.isValid() for layer in added}
    land = next(layer for layer in added if layer.featureCount() == told["sites"])
    first = next(land.getFeatures())
    iface.mapCanvas().setExtent(first.geometry().boundingBox().buffered(1200))
    iface.mapCanvas().refresh()
    painted("result")


def show_form():
    layer = QgsProject.instance().mapLayer("zonewright_site")
    feature = next(layer.getFeatures())
    form = iface.getFeatureForm(layer, feature)
    form.resize(900, 700)
    form.show()
    rest(1.5)
    form.grab().save(str(FOLDER / "form.png"))
    tabs = form.findChild(QTabWidget)
    told["tabs"] = [tabs.tabText(at) for at in range(tabs.count())] if tabs is not None else []
    tabs.setCurrentIndex(tabs.count() - 1)
    rest(1)
    form.grab().save(str(FOLDER / "form_last.png"))
    form.close()


def work():
    iface.messageBar().clearWidgets()
    for step in (show_themes, show_sheets, show_toolbox, show_dialog, show_form, show_result):
        try:
            step()
        except Exception:  # told to the caller, who fails
            told.setdefault("problems", []).append(f"{step.__name__}: {traceback.format_exc()}")


def begin():
    warnings = []
    QgsApplication.messageLog().messageReceived.connect(
        lambda text, tag, level: warnings.append(f"{tag}: {text}") if level in (Qgis.Warning, Qgis.Critical) else None)
    iface.mainWindow().resize(1500, 950)
    told["plugin"] = "zonewright" in plugins
    told["opened"] = iface.addProject(str(STUDY / "out" / "zonewright.qgz"))
    rest(2)
    told["bar"] = [item.text() for item in iface.messageBar().items()]
    told["on_opening"] = list(warnings)
    work()
    told["warnings"] = warnings
    (FOLDER / "told.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    QgsProject.instance().setDirty(False)
    os._exit(0)


QTimer.singleShot(1500, begin)
