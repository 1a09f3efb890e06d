"""The published project and the plugin in a real window: every theme, the sheets, the toolbox, a dialogue, a form, a result.

Skips where QGIS or Xvfb is missing. ZONEWRIGHT_PICTURES=FOLDER keeps the pictures.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

from zonewright_cli import PROGRAM, SOURCE, demo_study

SETTINGS = """[PythonPlugins]
zonewright=true
processing=true
[qgis]
checkVersion=false
showTips322=false
[locale]
overrideFlag=true
userLocale=zh-Hans
"""


@unittest.skipUnless(shutil.which("qgis") and shutil.which("xvfb-run"), "QGIS or Xvfb is not installed (qgis, xvfb)")
class Window(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix="zonewright_window_"))
        archive = cls.work / "zonewright-qgis.zip"
        subprocess.run([sys.executable, "-B", SOURCE / "tools/qgis/pack.py", PROGRAM, archive], check=True, stdout=subprocess.DEVNULL)
        profile = cls.work / "profiles" / "profiles" / "default"
        zipfile.ZipFile(archive).extractall(profile / "python" / "plugins")
        (profile / "QGIS").mkdir()
        (profile / "QGIS" / "QGIS3.ini").write_text(SETTINGS)
        cls.pictures = pathlib.Path(os.environ.get("ZONEWRIGHT_PICTURES") or cls.work / "pictures")
        cls.pictures.mkdir(parents=True, exist_ok=True)
        study = cls.work / "示意 城市"  # the project is opened from where it lies, and may be closed with a study's files changed
        shutil.copytree(demo_study(), study)
        environment = {**os.environ, "HOME": str(cls.work), "ZONEWRIGHT_PICTURES": str(cls.pictures), "ZONEWRIGHT_STUDY": str(study),
                       "PATH": f"{pathlib.Path(PROGRAM).resolve().parent}:{os.environ['PATH']}"}
        environment.pop("QT_QPA_PLATFORM", None)
        ended = subprocess.run(["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", "qgis", "--nologo", "--noversioncheck", "--profiles-path",
                                cls.work / "profiles", "--code", SOURCE / "tests/support/qgis_window.py"],
                               env=environment, capture_output=True, text=True, timeout=900)
        told = cls.pictures / "told.json"
        assert told.exists(), ended.stderr[-3000:]
        cls.told = json.loads(told.read_text(encoding="utf-8"))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.work)

    def test_opens_without_a_word_of_warning_and_goes_through_every_step(self):
        self.assertTrue(self.told["opened"] and self.told["plugin"])
        self.assertEqual(self.told["on_opening"], [])
        self.assertEqual(self.told["warnings"], [])
        self.assertEqual(self.told.get("problems", []), [])

    def test_every_theme_shows_its_layers(self):
        self.assertEqual(sorted(self.told["themes"]), sorted(["哪里可以建", "哪里最合适", "能拼出多大", "分给谁", "哪里要查", "规划在哪里"]))
        for theme, seen in self.told["themes"].items():
            self.assertEqual(seen["invalid"], [], theme)
            self.assertGreaterEqual(len(seen["layers"]), 3, theme)
            self.assertGreater(seen["colours"], 50, theme)

    def test_every_sheet_is_drawn(self):
        self.assertEqual(len(self.told["pages"]), 3)
        self.assertTrue(all(self.told["pages"].values()), self.told["pages"])

    def test_the_toolbox_has_the_questions_and_their_choices_come_from_the_study(self):
        self.assertEqual(self.told["toolbox"], ["1 数据", "2 规划", "3 运行与评价", "4 供应与选址", "5 核验与其他"])
        self.assertGreaterEqual(self.told["offered"], 12, "industries to choose from")

    def test_a_form_has_tabs_and_the_parcels_of_the_site(self):
        self.assertEqual(self.told["tabs"][:2], ["用地", "形状"])
        self.assertIn("组成地块", self.told["tabs"])

    def test_a_result_is_added_to_the_project(self):
        self.assertEqual(self.told["sites"], 3)
        self.assertIn("site", self.told["added"])
        self.assertTrue(all(self.told["added"].values()), self.told["added"])


if __name__ == "__main__":
    unittest.main()
