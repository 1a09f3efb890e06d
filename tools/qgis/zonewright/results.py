"""Layers that answering made, loaded with the styles they carry into a group of their own."""

import os
import pathlib

from qgis.core import (QgsLayerTreeGroup, QgsMapLayer, QgsProcessingContext, QgsProcessingLayerPostProcessorInterface,
                       QgsProject, QgsProviderRegistry, QgsRasterLayer, QgsVectorLayer)

from .language import words

VECTOR = {".gpkg", ".geojson", ".shp", ".fgb", ".gdb", ".kml"}
RASTER = {".tif", ".tiff"}


class _IntoGroup(QgsProcessingLayerPostProcessorInterface):
    """Moves a layer into the group of its question once QGIS has added it."""

    def __init__(self, group):
        super().__init__()
        self.group = group

    def postProcessLayer(self, layer, context, feedback):
        project = context.project()
        root = project.layerTreeRoot() if project is not None else None
        node = root.findLayer(layer.id()) if root is not None else None
        if node is None:
            return
        group = root.findGroup(self.group) or root.insertGroup(0, self.group)
        if isinstance(group, QgsLayerTreeGroup) and node.parent() is not group:
            group.addChildNode(node.clone())
            node.parent().removeChildNode(node)


def load(answer, title, context, feedback):
    made = [pathlib.Path(output["path"]) for output in answer.get("outputs", ())]
    project = next((found for found in map(_project_of, made) if found is not None), None)
    studies = [path for path in made if (path / "study.toml").is_file()]
    layers = _of_project(project) if project is not None else _of_files(path for path in made if path not in studies)
    if not layers and made:
        feedback.pushInfo(words("成果中没有图层：", "No layer among the results: ") + ", ".join(map(str, made)))
    for layer in layers:
        details = QgsProcessingContext.LayerDetails(layer.name(), context.project(), "ANSWER")
        # The post-processor must outlive this function; the layer keeps it.
        layer.zonewright_group = _IntoGroup(title)
        details.setPostProcessor(layer.zonewright_group)
        _kept.append(layer.zonewright_group)
        context.temporaryLayerStore().addMapLayer(layer)
        context.addLayerToLoadOnCompletion(layer.id(), details)


_kept = []


def _project_of(path):
    """The published project that was made: named itself, or that of the study that was made."""
    project = path if path.suffix == ".qgz" else path / "out" / "zonewright.qgz"
    return project if project.is_file() else None


def _of_project(path):
    """Clones of the published project's layers: with styles, aliases, forms, in its order from bottom to top."""
    published = QgsProject()
    if not published.read(str(path)):
        return []
    ordered = published.layerTreeRoot().layerOrder()
    return [layer.clone() for layer in reversed(ordered) if layer.isValid()]


def _of_files(made):
    files = []
    for path in made:
        files += sorted(path.rglob("*")) if path.is_dir() and path.suffix != ".gdb" else [path]
    layers = []
    for file in files:
        if file.suffix.lower() in VECTOR:
            layers += _vectors(file)
        elif file.suffix.lower() in RASTER:
            layers.append(QgsRasterLayer(str(file), file.stem))
    return [layer for layer in layers if layer.isValid()]


def _vectors(file):
    found = []
    for part in QgsProviderRegistry.instance().querySublayers(str(file)):
        if part.type() == QgsMapLayer.VectorLayer and not part.name().startswith(("layer_styles", "qgis_projects")):
            found.append(QgsVectorLayer(part.uri(), part.name() or os.path.splitext(file.name)[0], part.providerKey()))
    return found
