"""Every algorithm of the plugin on the small demonstration study: the answer is what its schema promises, the layers it
brings are valid and carry their styles.

Skips where QGIS is missing. ZONEWRIGHT_TIMES=1 prints the seconds of each.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
try:
    import jsonschema
    from qgis.core import (QgsApplication, QgsFeature, QgsGeometry, QgsProcessingContext, QgsProcessingFeedback, QgsProject,
                           QgsRasterLayer, QgsVectorLayer)
except ImportError:
    QgsApplication = None

PROGRAM = pathlib.Path(os.environ.get("ZONEWRIGHT", "build/release/zonewright")).resolve()
SOURCE = pathlib.Path(os.environ.get("ZONEWRIGHT_SOURCE", ".")).resolve()
PROCESSING = "/usr/share/qgis/python/plugins"
kept, seconds = [], {}


def setUpModule():
    global work, study, application, algorithms, definitions
    if QgsApplication is None or not pathlib.Path(PROCESSING).is_dir():
        raise unittest.SkipTest("QGIS is not installed (qgis, python3-qgis, python3-jsonschema)")
    work = pathlib.Path(tempfile.mkdtemp(prefix="zonewright_algorithms_"))
    archive = work / "zonewright-qgis.zip"
    subprocess.run([sys.executable, "-B", SOURCE / "tools/qgis/pack.py", PROGRAM, archive], check=True, stdout=subprocess.DEVNULL)
    zipfile.ZipFile(archive).extractall(work / "plugins")
    os.environ["HOME"] = str(work)
    os.environ["PATH"] = f"{PROGRAM.parent}:{os.environ['PATH']}"
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    sys.path[:0] = [str(work / "plugins"), PROCESSING]
    from processing.core.Processing import Processing
    Processing.initialize()
    from zonewright.provider import ZonewrightProvider
    provider = ZonewrightProvider()
    provider.load()
    kept.append(provider)
    algorithms = {each.name(): each for each in provider.algorithms()}
    definitions = {q["name"]: q for q in json.loads((work / "plugins/zonewright/definitions.json").read_text("utf-8"))["questions"]}
    study = work / "示意 城市"


def tearDownModule():
    if os.environ.get("ZONEWRIGHT_TIMES") == "1":
        for name, taken in seconds.items():
            print(f"{name:20}{taken:8.2f} s")
    application.exitQgis()
    shutil.rmtree(work)


class Feedback(QgsProcessingFeedback if QgsApplication else object):
    """Remembers what an algorithm could not do."""

    def __init__(self):
        super().__init__(False)
        self.errors = []

    def reportError(self, error, fatal=False):
        self.errors.append(error)


def parcel_of_supply():
    """The id and the outline of a parcel that is on offer."""
    parcels = QgsVectorLayer(f"{study}/out/zonewright.gpkg|layername=parcel|subset=\"status\" = 'admissible' AND \"net_mu\" > 20",
                             "parcel", "ogr")
    found = next(parcels.getFeatures())
    return found["id"], found.geometry().asWkt()


def outline(name="红线"):
    """A layer of the project that only exists in memory, as an analyst draws it."""
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:4547&field=名称:string", name, "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["地块一"])
    feature.setGeometry(QgsGeometry.fromWkt(parcel_of_supply()[1]))
    layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer, False)
    return layer.id()


def key():
    path = work / "key.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", path], check=True, capture_output=True)
    return str(path)


def second_plan():
    """A version of the plan in a folder of its own, which bears its id."""
    folder = work / "dongguan-2024"
    shutil.copytree(SOURCE / "layers/plans/dongguan-2024", folder)
    return str(folder)


def indicators():
    path = work / "指标.csv"
    path.write_text("target,town,year,value,unit\nindustrial_output,,2023,25000,亿元\nindustrial_output,,2025,27040,亿元\n", encoding="utf-8")
    return str(path)


def own_study(name):
    folder = work / name
    subprocess.run([PROGRAM, "-q", "init", folder], check=True)
    return str(folder)


def results_of(name):
    return str(work / "results" / name)


# Name → the parameters beside STUDY, in the order of the work: the first two make the study the rest is asked about.
# Functions are called when their turn comes.
CASES = {
    "demo": lambda: {"FOLDER": str(study)},
    "run": lambda: {},
    "check": lambda: {},
    "zones": lambda: {"CLUSTER": "energy"},
    "suitability": lambda: {"CLUSTER": "semiconductor", "PATCHES": results_of("patches.gpkg")},
    "explain": lambda: {"PARCEL": parcel_of_supply()[0], "CLUSTER": "semiconductor"},
    "preview": lambda: {"CLUSTER": "semiconductor", "WEIGHT": "slope=0.2"},
    "supply": lambda: {"WORKBOOK": results_of("supply.xlsx"), "CHARTS": results_of("charts")},
    "sites": lambda: {"CLUSTER": "semiconductor", "AREA_MU": 100, "OUTPUT": results_of("sites")},
    "verify": lambda: {"WHAT": str(study)},
    "allocate": lambda: {"SCENARIO": "scarce"},
    "compare": lambda: {"A": f"{study}/out/allocation/study.json", "B": f"{study}/out/allocation/scarce.json",
                        "OUTPUT": results_of("compare")},
    "report": lambda: {"SITE": outline(), "OUTPUT": results_of("report")},
    "locate": lambda: {"FILE": outline()},
    "trim": lambda: {"FILE": outline(), "OUTPUT": results_of("trimmed.gpkg")},
    "area": lambda: {"FILE": outline()},
    "convert": lambda: {"INPUT": outline("outline"), "OUTPUT": results_of("converted.shp"), "LOSSY": True},
    "plan_show": lambda: {"CLUSTER": "energy"},
    "plan_coverage": lambda: {"OUTPUT": results_of("coverage")},
    "plan_diff": lambda: {"BEFORE": "dongguan-2024", "AFTER": second_plan(), "OUTPUT": results_of("diff")},
    "plan_new": lambda: {"FOLDER": results_of("new_plan"), "EXTENT": "113.6;35.2;115.0;36.4"},
    "plan_match": lambda: {"OUTPUT": results_of("match")},
    "plan_chains": lambda: {"OUTPUT": results_of("chains")},
    "plan_bases": lambda: {"OUTPUT": results_of("bases")},
    "plan_departments": lambda: {"OUTPUT": results_of("departments")},
    "plan_links": lambda: {"CITY": "shenzhen", "OUTPUT": results_of("links")},
    "plan_pilots": lambda: {"OUTPUT": results_of("pilots")},
    "plan_gain": lambda: {"CLUSTER": "semiconductor", "OUTPUT": results_of("gain")},
    "plan_targets": lambda: {"TABLE": indicators(), "OUTPUT": results_of("targets")},
    "init": lambda: {"STUDY": results_of("begun")},
    "import": lambda: {"STUDY": own_study("own"), "FILE": outline("parcels"), "ROLE": "parcel", "FIELD": "id=名称"},
    "new": lambda: {"KIND": "criterion", "ID": "slope", "STUDY": own_study("ruled")},
    "pack": lambda: {"OUTPUT": results_of("packed.tar.zst")},
    "unpack": lambda: {"FILE": results_of("packed.tar.zst"), "FOLDER": results_of("unpacked")},
    "doctor": lambda: {},
    "seal": lambda: {"KEY": key()},
}
# Answers that come with layers for the map.
WITH_LAYERS = {"run", "check", "suitability", "sites", "compare", "report", "trim", "convert", "plan_coverage", "plan_diff",
               "plan_chains", "plan_links", "plan_pilots", "plan_gain", "plan_match", "plan_bases", "unpack"}


def answered(name):
    given = CASES[name]()
    if "study" in definitions[name]["question"]["properties"]:
        given.setdefault("STUDY", str(study))
    made = algorithms[name].create()
    kept.append(made)
    context, feedback = QgsProcessingContext(), Feedback()
    context.setProject(QgsProject.instance())
    kept.append(context)
    began = time.perf_counter()
    result, fine = made.run(given, context, feedback, {}, False)
    seconds[name] = time.perf_counter() - began
    layers = [context.temporaryLayerStore().mapLayer(layer) for layer in context.layersToLoadOnCompletion()]
    return json.loads(result["ANSWER"]), result, layers, fine, feedback.errors


def is_styled(layer):
    """Titles or a renderer that QGIS does not give by itself."""
    if isinstance(layer, QgsRasterLayer):
        return layer.renderer().type() == "singlebandpseudocolor"
    if any(layer.attributeAlias(field) for field in range(layer.fields().count())):
        return True
    return layer.isSpatial() and layer.renderer().type() != "singleSymbol"


class EveryAlgorithm(unittest.TestCase):
    def test_each_has_a_case(self):
        self.assertEqual(set(CASES), set(algorithms))

    def test_each_answers_as_its_schema_says_with_valid_layers_in_their_styles(self):
        (work / "results").mkdir()
        for name in CASES:
            with self.subTest(name):
                answer, result, layers, fine, errors = answered(name)
                self.assertTrue(fine)
                self.assertEqual(errors, [])
                jsonschema.validate(answer, definitions[name]["answer"])
                self.assertGreater(pathlib.Path(result["PAGE"]).stat().st_size, 200)
                for output in answer.get("outputs", ()):
                    self.assertTrue(pathlib.Path(output["path"]).exists(), output)
                self.assertEqual([layer.name() for layer in layers if not layer.isValid()], [])
                self.assertEqual(bool(layers), name in WITH_LAYERS, [layer.name() for layer in layers])
                if name not in ("convert", "trim", "suitability"):  # files of the analyst's own fields
                    self.assertEqual([layer.name() for layer in layers if not is_styled(layer)], [])


if __name__ == "__main__":
    unittest.main()
