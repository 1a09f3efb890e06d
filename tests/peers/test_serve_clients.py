"""The published layers read by programs of others over OGC API – Features: QGIS, GDAL and OWSLib see every row where it lies, with
its attributes. Each is skipped where it is not installed."""
import os
import sqlite3
import sys
import unittest

from zonewright_cli import SOURCE

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(SOURCE / "tests" / "cli" / "serve"))
from desk import Desk  # noqa: E402

try:
    from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsDistanceArea, QgsFeatureRequest,
                           QgsProject, QgsRectangle, QgsVectorLayer)
except ImportError:
    QgsApplication = None
try:
    from osgeo import gdal, ogr
except ImportError:
    gdal = None
try:
    from owslib.ogcapi.features import Features
    from owslib.util import Authentication
except ImportError:
    Features = None

LAYERS = ("town", "parcel", "site", "zone", "allocation")
USER, PASSWORD = "bureau", "a-long-password-1"


class Clients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = Desk()
        made = cls.desk.add_user(USER, "bureau", password=PASSWORD)
        assert made.returncode == 0, made.stderr
        cls.desk.open()
        with sqlite3.connect(f"file:{cls.desk.study}/out/zonewright.gpkg?immutable=1", uri=True) as file:
            cls.counts = {layer: file.execute(f"SELECT count(*) FROM {layer}").fetchone()[0] for layer in LAYERS}
            cls.areas = dict(file.execute("SELECT code, area_m2 FROM town"))

    @classmethod
    def tearDownClass(cls):
        cls.desk.remove()


@unittest.skipIf(QgsApplication is None, "PyQGIS is not installed (python3-qgis)")
class Qgis(Clients):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        QgsApplication.setPrefixPath("/usr", True)
        cls.application = QgsApplication([], False)
        cls.application.initQgis()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.application.exitQgis()

    def layer(self, name):
        made = QgsVectorLayer(f"url='{self.desk.url}/' typename='{name}' username='{USER}' password='{PASSWORD}' restrictToRequestBBOX='1'",
                              name, "OAPIF")
        self.assertTrue(made.isValid(), f"{name}: {made.error().message()}")
        return made

    def test_every_layer_opens_with_every_row_and_its_titles(self):
        for name in LAYERS:
            layer = self.layer(name)
            features = list(layer.getFeatures())
            self.assertEqual(len(features), self.counts[name], name)
            self.assertTrue(all(not feature.geometry().isNull() for feature in features), name)
            self.assertGreater(layer.fields().count(), 4, name)

    def test_land_lies_where_it_lies_and_is_as_large_as_it_is(self):
        measure = QgsDistanceArea()
        measure.setSourceCrs(QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance().transformContext())
        self.assertTrue(measure.setEllipsoid("EPSG:1024"))
        for feature in self.layer("town").getFeatures():
            self.assertAlmostEqual(measure.measureArea(feature.geometry()) / self.areas[feature["code"]], 1, delta=1e-6)

    def test_a_view_asks_for_what_it_shows(self):
        layer = self.layer("parcel")
        whole = layer.extent()
        part = QgsRectangle(whole.xMinimum(), whole.yMinimum(), whole.center().x(), whole.center().y())
        shown = list(layer.getFeatures(QgsFeatureRequest().setFilterRect(part)))
        self.assertTrue(0 < len(shown) < self.counts["parcel"], len(shown))
        self.assertTrue(all(feature.geometry().boundingBox().intersects(part) for feature in shown))
        plane = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem("EPSG:4547"), QgsProject.instance())
        self.assertTrue(2_400_000 < plane.transform(part.center()).y() < 2_600_000)

    def test_without_a_password_nothing_is_told(self):
        self.assertFalse(QgsVectorLayer(f"url='{self.desk.url}/' typename='parcel'", "parcel", "OAPIF").isValid())


@unittest.skipIf(gdal is None, "GDAL for Python is not installed (python3-gdal)")
class Gdal(Clients):
    def test_every_layer_has_every_row(self):
        gdal.SetConfigOption("GDAL_HTTP_USERPWD", f"{USER}:{PASSWORD}")
        source = gdal.OpenEx(f"OAPIF:{self.desk.url}/", gdal.OF_VECTOR)
        self.assertIsNotNone(source, gdal.GetLastErrorMsg())
        for name in LAYERS:
            layer = source.GetLayerByName(name)
            self.assertEqual(sum(1 for _ in layer), self.counts[name], name)
            layer.ResetReading()
            feature = layer.GetNextFeature()  # whose geometry lives as long as it does
            self.assertIn(feature.geometry().GetGeometryType(), (ogr.wkbPolygon, ogr.wkbMultiPolygon), name)


@unittest.skipIf(Features is None, "OWSLib is not installed (python3-owslib)")
class OwsLib(Clients):
    def test_collections_pages_and_single_rows(self):
        client = Features(self.desk.url + "/", auth=Authentication(username=USER, password=PASSWORD))
        self.assertLessEqual(set(LAYERS), set(client.feature_collections()))
        page = client.collection_items("parcel", limit=25)
        self.assertEqual(len(page["features"]), 25)
        one = client.collection_item("parcel", str(page["features"][0]["id"]))
        self.assertEqual(one["properties"], page["features"][0]["properties"])
        self.assertIn("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", client.conformance()["conformsTo"])


if __name__ == "__main__":
    unittest.main()
