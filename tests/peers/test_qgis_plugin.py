"""The plugin as a user installs it: packed, unpacked into a profile, asked headless and by PyQGIS.

Skips where QGIS is missing. The study is the small demonstration city.
"""

import ast
import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import zipfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
try:
    from qgis.core import (QgsApplication, QgsFeature, QgsGeometry, QgsProcessingContext, QgsProcessingException,
                           QgsProcessingFeedback, QgsProcessingParameterDefinition, QgsProject, QgsSettings, QgsVectorLayer)
    from qgis.PyQt.QtCore import QCoreApplication
except ImportError:
    QgsApplication = None

PROGRAM = pathlib.Path(os.environ.get("ZONEWRIGHT", "build/release/zonewright")).resolve()
SOURCE = pathlib.Path(os.environ.get("ZONEWRIGHT_SOURCE", ".")).resolve()
PROCESSING = "/usr/share/qgis/python/plugins"
RUNNER = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
# What a person waits for after pressing cancel.
CANCELLED_WITHIN_S = 2.0


def setUpModule():
    global work, plugins, study, archive, application
    if QgsApplication is None or not pathlib.Path(PROCESSING).is_dir():
        raise unittest.SkipTest("QGIS is not installed (qgis, python3-qgis)")
    work = pathlib.Path(tempfile.mkdtemp(prefix="zonewright_plugin_"))
    archive = work / "zonewright-qgis.zip"
    subprocess.run([sys.executable, "-B", SOURCE / "tools/qgis/pack.py", PROGRAM, archive], check=True, stdout=subprocess.DEVNULL)
    plugins = work / "profile" / "python" / "plugins"
    zipfile.ZipFile(archive).extractall(plugins)
    study = work / "示意 城市"
    subprocess.run([PROGRAM, "-q", "demo", study], check=True)
    # 3: demand that the small city cannot meet.
    assert subprocess.run([PROGRAM, "-q", "run", study]).returncode in (0, 3)
    os.environ["HOME"] = str(work)
    os.environ["PATH"] = f"{PROGRAM.parent}:{os.environ['PATH']}"
    QCoreApplication.setOrganizationName("zonewright-test")
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    sys.path[:0] = [str(plugins), PROCESSING]
    from processing.core.Processing import Processing
    Processing.initialize()


def tearDownModule():
    application.exitQgis()
    shutil.rmtree(work)


kept = []


def provider():
    from zonewright.provider import ZonewrightProvider
    made = ZonewrightProvider()
    made.load()
    kept.append(made)  # its algorithms live as long as it does
    return made


def algorithm(name):
    made = next(each for each in provider().algorithms() if each.name() == name).create()
    kept.append(made)
    return made


def answered(name, parameters, feedback=None, context=None):
    context = context or QgsProcessingContext()
    result, fine = algorithm(name).run(parameters, context, feedback or QgsProcessingFeedback())
    return (json.loads(result["ANSWER"]) if fine and "ANSWER" in result else None), fine


def squares():
    """Two squares of 100 m; the second is 400 m east of the first."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:4547&field=fid:integer&field=名称:string", "红线 outline", "memory")
    for number, east in enumerate((500000, 500400)):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([7, f"地块{number}"])
        feature.setGeometry(QgsGeometry.fromWkt(
            f"POLYGON(({east} 2540000,{east} 2540100,{east + 100} 2540100,{east + 100} 2540000,{east} 2540000))"))
        layer.dataProvider().addFeature(feature)
    return layer


class Package(unittest.TestCase):
    def test_is_one_folder_of_text_with_what_the_repository_asks_for(self):
        with zipfile.ZipFile(archive) as packed:
            names = packed.namelist()
            metadata = packed.read("zonewright/metadata.txt").decode()
        self.assertEqual({name.split("/")[0] for name in names}, {"zonewright"})
        self.assertLessEqual({pathlib.Path(name).suffix for name in names}, {".py", ".txt", ".json", ".svg", ""})
        self.assertLess(archive.stat().st_size, 1 << 20)
        for key in ("name", "qgisMinimumVersion", "description", "about", "version", "author", "email", "homepage",
                    "tracker", "repository", "hasProcessingProvider"):
            self.assertRegex(metadata, rf"(?m)^{key}=\S")

    def test_imports_nothing_but_the_standard_library_and_qgis(self):
        allowed = set(sys.stdlib_module_names) | {"qgis", "processing"}
        for path in (plugins / "zonewright").glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else \
                    [node.module] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
                for name in names:
                    self.assertIn(name.split(".")[0], allowed, path.name)


class Headless(unittest.TestCase):
    """A profile that has never been used, no window."""

    def asked(self, *arguments, path=None):
        home = tempfile.mkdtemp(dir=work)
        environment = {**os.environ, "HOME": home, "QGIS_PLUGINPATH": str(plugins), "PATH": path or os.environ["PATH"]}
        subprocess.run([RUNNER, "plugins", "enable", "zonewright"], env=environment, capture_output=True)
        return subprocess.run([RUNNER, *arguments], env=environment, capture_output=True, encoding="utf-8")

    def test_answers_with_one_json_and_nothing_else(self):
        told = self.asked("--json", "run", "zonewright:zones", "--", f"STUDY={study}")
        self.assertEqual(told.returncode, 0, told.stderr)
        answer = json.loads(json.loads(told.stdout)["results"]["ANSWER"])
        self.assertGreater(len(answer["clusters"]), 7)

    def test_names_what_is_wrong_and_what_to_do(self):
        told = self.asked("run", "zonewright:sites", "--", f"STUDY={study}", "CLUSTER=chips", "AREA_MU=100")
        self.assertNotEqual(told.returncode, 0)
        self.assertIn("chips", told.stderr + told.stdout)


class Toolbox(unittest.TestCase):
    def test_has_an_algorithm_for_every_question(self):
        told = json.loads(subprocess.run([PROGRAM, "--json", "describe"], capture_output=True).stdout)
        self.assertEqual({each.name() for each in provider().algorithms()} | {"describe", "serve"},
                         {question["name"] for question in told["questions"]})

    def test_every_algorithm_has_help_a_group_and_a_parameter_for_every_field(self):
        for each in provider().algorithms():
            made = each.create()
            kept.append(made)
            keys = {p.name() for p in made.parameterDefinitions()}
            self.assertLessEqual({field.key for field in each.fields}, keys, each.name())
            self.assertTrue(made.group() and made.shortHelpString(), each.name())
            for parameter in made.parameterDefinitions():
                self.assertTrue(parameter.description(), f"{each.name()} {parameter.name()}")

    def test_loads_the_sites_found_with_their_style(self):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        found, fine = answered("sites", {"STUDY": str(study), "CLUSTER": "semiconductor", "AREA_MU": 150,
                                         "OUTPUT": str(work / "sites")}, context=context)
        self.assertTrue(fine)
        self.assertGreaterEqual(found["sites"][0]["area_mu"], 150)
        layers = [context.temporaryLayerStore().mapLayer(key) for key in context.layersToLoadOnCompletion()]
        self.assertTrue(layers and all(layer.isValid() for layer in layers))
        self.assertTrue(any(layer.featureCount() == len(found["sites"]) for layer in layers))
        self.assertTrue(all(layer.styleManager() for layer in layers))

    def test_loads_the_published_layers_of_a_run_in_their_groups(self):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        _, fine = answered("run", {"STUDY": str(study)}, context=context)
        self.assertTrue(fine)
        layers = [context.temporaryLayerStore().mapLayer(key) for key in context.layersToLoadOnCompletion()]
        self.assertGreater(len(layers), 30)
        self.assertTrue(all(layer.isValid() for layer in layers))

    def test_measures_a_layer_of_the_project_as_it_is_seen(self):
        layer = squares()
        QgsProject.instance().addMapLayer(layer, False)
        whole, fine = answered("area", {"FILE": layer.id()}, context=self.with_project())
        self.assertTrue(fine)
        self.assertEqual(len(whole["features"]), 2)
        layer.selectByIds([next(layer.getFeatures()).id()])
        from qgis.core import QgsProcessingFeatureSourceDefinition
        one, fine = answered("area", {"FILE": QgsProcessingFeatureSourceDefinition(layer.id(), True)},
                             context=self.with_project())
        self.assertTrue(fine)
        self.assertEqual(len(one["features"]), 1)
        QgsProject.instance().removeMapLayer(layer.id())

    @staticmethod
    def with_project():
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return context

    def test_a_layer_brought_in_stays_with_the_study(self):
        layer = squares()
        QgsProject.instance().addMapLayer(layer, False)
        copy = work / "copy"
        subprocess.run([PROGRAM, "-q", "init", copy], check=True)
        told, fine = answered("import", {"STUDY": str(copy), "FILE": layer.id(), "ROLE": "parcel", "FIELD": "id=名称"}, context=self.with_project())
        self.assertTrue(fine)
        self.assertEqual(told["features"], 2)
        self.assertEqual(len(list((copy / "sources").glob("*.gpkg"))), 1)
        QgsProject.instance().removeMapLayer(layer.id())

    def test_stops_when_it_is_cancelled(self):
        copy = work / "cancelled"
        shutil.copytree(study, copy)
        before = sorted(path.name for path in (copy / "out").iterdir())
        feedback = QgsProcessingFeedback()
        cancelled = []
        threading.Timer(1.5, lambda: (cancelled.append(time.monotonic()), feedback.cancel())).start()
        _, _ = answered("run", {"STUDY": str(copy), "FRESH": True}, feedback=feedback)
        self.assertTrue(cancelled, "the run was over before it was cancelled")
        self.assertLess(time.monotonic() - cancelled[0], CANCELLED_WITHIN_S)
        self.assertEqual(sorted(path.name for path in (copy / "out").iterdir()), before)

    def test_an_error_of_the_program_is_the_algorithms_error(self):
        with self.assertRaises(QgsProcessingException) as told:
            algorithm("sites").run({"STUDY": str(study), "CLUSTER": "chips", "AREA_MU": 100},
                                   QgsProcessingContext(), QgsProcessingFeedback(), {}, False)
        self.assertIn("chips", str(told.exception))


class Definitions(unittest.TestCase):
    def test_a_new_option_needs_no_line_of_the_plugin(self):
        from zonewright.algorithm import QuestionAlgorithm
        from zonewright.parameters import command_line
        known = json.loads((plugins / "zonewright" / "definitions.json").read_text(encoding="utf-8"))
        question = next(each for each in known["questions"] if each["name"] == "sites")
        question["question"]["properties"]["wind_speed"] = {
            "type": "number", "minimum": 0, "unit": "m/s", "description": "风速 / wind", "help": {"zh": "风速", "en": "wind"}}
        made = QuestionAlgorithm(question).create()
        self.assertIsNotNone(made.parameterDefinition("WIND_SPEED"))
        self.assertTrue(made.parameterDefinition("WIND_SPEED").flags() & QgsProcessingParameterDefinition.FlagAdvanced)
        self.assertEqual(command_line(question, made.fields, {"study": "S", "cluster": "c", "wind_speed": 3.5}),
                         ["sites", "S", "--cluster", "c", "--wind-speed", "3.5"])


class Unusable(unittest.TestCase):
    """The provider never vanishes: one algorithm says what is wrong and what to do."""

    def tearDown(self):
        QgsSettings().remove("zonewright/program")

    def only(self, program):
        QgsSettings().setValue("zonewright/program", str(program))
        algorithms = provider().algorithms()
        self.assertEqual([each.name() for each in algorithms], ["program_missing"])
        self.assertFalse(algorithms[0].canExecute()[0])
        return algorithms[0].shortHelpString()

    def script(self, text, mode=0o755):
        path = pathlib.Path(tempfile.mkdtemp(dir=work)) / "zonewright"
        path.write_text(text)
        path.chmod(mode)
        return path

    def test_hidden(self):
        self.assertIn("/no/such/program", self.only("/no/such/program"))

    def test_not_executable(self):
        if os.geteuid() == 0 and os.access(self.script("", stat.S_IRUSR), os.X_OK):
            self.skipTest("this user may execute everything")
        self.assertIn("chmod +x", self.only(self.script("#!/bin/sh\n", 0o644)))

    def test_something_else(self):
        self.assertIn("describe --json", self.only(self.script("#!/bin/sh\necho hello\n")))

    def test_another_interface(self):
        self.assertIn("0.0.9", self.only(self.script(
            """#!/bin/sh\necho '{"schema_version": 0, "version": "0.0.9", "questions": []}'\n""")))

    def test_too_old_for_a_question(self):
        self.assertIn("zones", self.only(self.script(
            """#!/bin/sh\necho '{"schema_version": 1, "version": "0.0.9", "questions": []}'\n""")))


if __name__ == "__main__":
    unittest.main()
