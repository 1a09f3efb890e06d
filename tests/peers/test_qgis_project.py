"""The published folder opened with the real QGIS: every layer valid, styled, titled in Chinese, drawn; wherever it lies.

The folder is a made-up city written by unit_publish, so that this test needs no run. Skips where PyQGIS is missing.
"""

import ast
import json
import os
import pathlib
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import unittest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
try:
    from qgis.core import Qgis, QgsApplication, QgsDistanceArea, QgsExpression, QgsLayoutExporter, QgsLayoutItemMap, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsRasterLayer, QgsVectorLayer
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QColor, QImage
except ImportError:
    QgsApplication = None

BUILD = pathlib.Path(os.environ.get("ZONEWRIGHT", "build/zonewright")).parent
WRITER = BUILD / "unit_publish"


def setUpModule():
    global application, work, sample
    if QgsApplication is None:
        raise unittest.SkipTest("PyQGIS is not installed (python3-qgis)")
    if not WRITER.exists():
        raise unittest.SkipTest(f"{WRITER} is not built")
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    work = pathlib.Path(tempfile.mkdtemp(prefix="zonewright_qgis_"))
    sample = work / "sample"
    subprocess.run([WRITER, "--gtest_filter=Publish.*"], check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "ZONEWRIGHT_SAMPLE": str(sample)})


def tearDownModule():
    for folder, _, _ in os.walk(work):
        os.chmod(folder, stat.S_IRWXU)
    shutil.rmtree(work)
    application.exitQgis()


def opened(folder):
    project = QgsProject()
    assert project.read(str(folder / "zonewright.qgz")), folder
    return project


def drawn(project, layers):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setOutputSize(QSize(400, 300))
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.viewSettings().fullExtent())
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return {image.pixel(x, y) for x in range(0, 400, 3) for y in range(0, 300, 3)}


def visible(project):
    root = project.layerTreeRoot()
    return [layer for layer in root.layerOrder() if root.findLayer(layer.id()).isVisible()]


class Project(unittest.TestCase):
    def test_every_theme_shows_valid_layers_and_every_sheet_is_drawn(self):
        project = opened(sample)
        themes = project.mapThemeCollection()
        self.assertEqual(len(themes.mapThemes()), 6)
        for theme in themes.mapThemes():
            self.assertTrue(themes.mapThemeVisibleLayers(theme), theme)
        layouts = project.layoutManager().printLayouts()
        self.assertEqual(len(layouts), 3)
        for layout in layouts:
            if layout.atlas().enabled():
                self.assertIsNotNone(layout.atlas().coverageLayer(), layout.name())
                self.assertTrue(layout.atlas().beginRender() and layout.atlas().first(), layout.name())
            picture = work / f"{layout.name()}.png"
            settings = QgsLayoutExporter.ImageExportSettings()
            settings.dpi = 60
            self.assertEqual(QgsLayoutExporter(layout).exportToImage(str(picture), settings), QgsLayoutExporter.Success)
            image = QImage(str(picture))
            self.assertGreater(len({image.pixel(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)}),
                               8, layout.name())
            map_item = next(item for item in layout.items() if isinstance(item, QgsLayoutItemMap))
            self.assertEqual(round(map_item.scale()) % 5000, 0, f"{layout.name()} 1:{map_item.scale()}")

    def test_a_click_asks_about_what_was_clicked_whatever_its_id_holds(self):
        project = opened(sample)
        parcels = next(layer for layer in project.mapLayers().values() if layer.id() == "zonewright_parcel")
        actions = parcels.actions().actions()
        self.assertEqual(len(actions), 3)
        feature = next(parcels.getFeatures())
        feature["id"] = "a'\"\\\nimport os"
        context = parcels.createExpressionContext()
        context.setFeature(feature)
        for action in actions:
            script = ast.parse(QgsExpression.replaceExpressionText(action.command(), context))
            values = next(node.value for node in script.body if isinstance(node, ast.Assign) and node.targets[0].id == "values")
            self.assertIn(feature["id"], eval(compile(ast.Expression(values), "values", "eval"), {"null": None}).values())

    def test_relations_are_valid(self):
        project = opened(sample)
        relations = project.relationManager().relations()
        self.assertEqual(sorted(relations), ["parcel_sites", "site_parcels"])
        self.assertTrue(all(relation.isValid() for relation in relations.values()))

    def test_areas_measured_in_qgis_are_the_statutory_ones(self):
        project = opened(sample)
        measure = QgsDistanceArea()
        measure.setSourceCrs(project.crs(), project.transformContext())
        self.assertTrue(measure.setEllipsoid(project.ellipsoid()))
        towns = next(layer for layer in project.mapLayers().values() if layer.id() == "zonewright_town")
        told = json.loads(subprocess.run([BUILD / "zonewright", "--json", "area", sample / "zonewright.gpkg", "--layer", "town"],
                                         check=True, capture_output=True).stdout)
        legal = [feature["area_m2"] for feature in told["features"]]
        measured = [measure.measureArea(town.geometry()) for town in towns.getFeatures()]
        self.assertEqual(len(legal), len(measured))
        for one, other in zip(legal, measured):
            self.assertAlmostEqual(other / one, 1, delta=1e-6)

    def assert_usable(self, folder):
        project = opened(folder)
        layers = project.mapLayers().values()
        self.assertGreater(len(layers), 30)
        self.assertEqual([layer.name() for layer in layers if not layer.isValid()], [])
        self.assertEqual(project.crs().authid(), "EPSG:4547")
        self.assertGreater(len(drawn(project, visible(project))), 8, "the picture is blank")
        return project

    def test_opens_with_every_layer_valid_and_a_picture(self):
        project = self.assert_usable(sample)
        names = {layer.name() for layer in visible(project)}
        self.assertLessEqual({"镇街（园区）", "工业地块（按供应类型）", "连片用地"}, names)

    def test_survives_being_moved_renamed_and_linked(self):
        moved = work / "结果 2026 年"
        shutil.copytree(sample, moved)
        self.assert_usable(moved)
        link = work / "链接"
        link.symlink_to(moved)
        self.assert_usable(link)

    def test_opens_from_a_read_only_folder_and_leaves_no_trace(self):
        closed = work / "只读 folder"
        shutil.copytree(sample, closed)
        for path in closed.rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        closed.chmod(0o555)
        before = sorted(path.name for path in closed.rglob("*"))
        self.assert_usable(closed)
        if os.geteuid() != 0:
            self.assertEqual(before, sorted(path.name for path in closed.rglob("*")))

    def test_groups_and_legends_are_chinese(self):
        project = opened(sample)
        groups = [node.name() for node in project.layerTreeRoot().children()]
        self.assertIn("产业分区", groups)
        self.assertIn("适宜性（按产业）", groups)
        parcel = project.mapLayersByName("工业地块（按供应类型）")[0]
        labels = [category.label() for category in parcel.renderer().categories()]
        self.assertEqual(labels[:2], ["闲置土地", "批而未供"])

    def test_one_industry_at_a_time(self):
        project = opened(sample)
        for name in ("产业分区", "适宜性（按产业）"):
            group = project.layerTreeRoot().findGroup(name)
            self.assertTrue(group.isMutuallyExclusive(), name)
        zone = project.mapLayersByName("人工智能产业集群")
        vector = [layer for layer in zone if isinstance(layer, QgsVectorLayer)][0]
        self.assertEqual({feature["cluster_id"] for feature in vector.getFeatures()}, {"ai"})

    def test_rasters_have_their_ramp(self):
        project = opened(sample)
        rasters = [layer for layer in project.mapLayers().values() if isinstance(layer, QgsRasterLayer)]
        self.assertEqual(len(rasters), 12)
        for raster in rasters:
            self.assertEqual(raster.renderer().type(), "singlebandpseudocolor")
            self.assertEqual(raster.dataProvider().sourceNoDataValue(1), -9999)
            self.assertEqual(raster.crs().authid(), "EPSG:4547")
        self.assertGreater(len(drawn(project, rasters[:1])), 4)


class DefaultStyles(unittest.TestCase):
    """Layers added by hand, without the project: QGIS must apply what lies in layer_styles."""

    def layer(self, name):
        layer = QgsVectorLayer(f"{sample}/zonewright.gpkg|layername={name}", name, "ogr")
        self.assertTrue(layer.isValid(), name)
        return layer

    def test_default_style_aliases_and_code_titles_are_applied(self):
        parcel = self.layer("parcel")
        self.assertEqual(parcel.renderer().type(), "categorizedSymbol")
        self.assertEqual(parcel.renderer().classAttribute(), "supply_class")
        index = parcel.fields().indexOf("net_m2")
        self.assertEqual(parcel.attributeAlias(index), "净面积（椭球） ㎡")
        self.assertEqual(parcel.attributeAlias(parcel.fields().indexOf("s_ai")), "适宜性：人工智能产业集群")
        setup = parcel.editorWidgetSetup(parcel.fields().indexOf("status"))
        self.assertEqual(setup.type(), "ValueMap")
        self.assertIn({"全部扣减（不可用）": "excluded"}, setup.config()["map"])

    def test_every_layer_has_chinese_titles_for_all_its_fields(self):
        with sqlite3.connect(sample / "zonewright.gpkg") as file:
            names = [row[0] for row in file.execute("SELECT table_name FROM gpkg_contents WHERE table_name != 'layer_styles'")]
        self.assertGreaterEqual(len(names), 12)
        for name in names:
            layer = self.layer(name)
            for position, field in enumerate(layer.fields()):
                if field.name() != "fid":
                    self.assertTrue(layer.attributeAlias(position), f"{name}.{field.name()}")

    def test_labels_and_scales(self):
        town = self.layer("town")
        self.assertTrue(town.labelsEnabled())
        self.assertIn("name", town.labeling().settings().fieldName)
        link = self.layer("link")
        self.assertTrue(link.hasScaleBasedVisibility())
        self.assertEqual(link.minimumScale(), 25000)

    def test_rasters_opened_alone_find_their_side_style(self):
        raster = QgsRasterLayer(f"{sample}/suitability/ai.tif", "ai")
        self.assertEqual(raster.renderer().type(), "singlebandpseudocolor")


if __name__ == "__main__":
    unittest.main()
