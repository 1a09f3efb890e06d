"""zonewright pack and unpack, and import --copy: a study as one file, whole or not at all."""
import json
import pathlib
import shutil
import subprocess
import unittest

from zonewright_cli import Folder, demo_study, zonewright, zonewright_json


def files_in(folder):
    return {str(each.relative_to(folder)): each.read_bytes() for each in sorted(folder.rglob("*"))
            if each.is_file() and not any(part.startswith(".") for part in each.relative_to(folder).parts)}


class Pack(Folder):
    def setUp(self):
        super().setUp()
        self.study = self.folder / "产业研究"
        shutil.copytree(demo_study(), self.study)
        long = self.study / "data" / ("很长的文件夹名" * 6) / ("很长的文件名" * 6 + ".txt")
        long.parent.mkdir(parents=True)
        long.write_text("长")
        self.packed = self.folder / "packed.tar.zst"

    def test_there_and_back_is_the_same(self):
        answer = zonewright_json("pack", self.study, "-o", self.packed)
        self.assertEqual(answer["left_out"], [])
        back = zonewright_json("unpack", self.packed, self.folder / "back")
        self.assertEqual(back["files"], answer["files"])
        self.assertEqual(files_in(self.study), files_in(self.folder / "back"))
        zonewright("verify", self.folder / "back", code=(0, 3))

    def test_other_programs_list_it(self):
        zonewright("pack", self.study, "-o", self.packed)
        if shutil.which("zstd") is None:
            self.skipTest("zstd is not installed")
        listed = subprocess.run(["tar", "--zstd", "-tf", self.packed], capture_output=True, text=True, check=True).stdout.splitlines()
        self.assertEqual(listed[0], "zonewright-pack.json")
        self.assertEqual(len(listed), zonewright_json("pack", self.study, "-o", self.packed)["files"] + 1)

    def test_without_sources_says_so_and_verifies(self):
        answer = zonewright_json("pack", self.study, "-o", self.packed, "--without-sources")
        self.assertTrue(answer["left_out"])
        self.assertTrue(answer["warnings"])
        zonewright("unpack", self.packed, self.folder / "back")
        for name in answer["left_out"]:
            self.assertFalse((self.folder / "back" / name).exists(), name)
        self.assertTrue((self.folder / "back" / "out" / "zonewright.gpkg").exists())

    def test_a_changed_byte_or_a_cut_file_leaves_nothing(self):
        zonewright("pack", self.study, "-o", self.packed)
        whole = self.packed.read_bytes()
        for at, damaged in (("a byte", whole[:len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 1]) + whole[len(whole) // 2 + 1:]),
                            ("the end", whole[:-100]), ("half", whole[:len(whole) // 2]), ("nothing", b""), ("text", b"hello")):
            self.packed.write_bytes(damaged)
            said = zonewright("unpack", self.packed, self.folder / "back", "--lang", "en", code=2).stderr
            self.assertIn("packed.tar.zst", said, at)
            self.assertEqual([each.name for each in self.folder.iterdir() if each.name.startswith("back")], [], at)

    def test_a_file_that_climbs_out_is_refused(self):
        if shutil.which("zstd") is None:
            self.skipTest("zstd is not installed")
        evil = self.folder / "evil"
        evil.mkdir()
        (evil / "zonewright-pack.json").write_text(json.dumps({"format": "zonewright-pack/1", "program": "0", "title": "", "left_out": [],
                                                               "files": [{"name": "../outside", "bytes": 1, "sha256": ""}]}))
        (self.folder / "outside").write_text("x")
        subprocess.run(["tar", "--zstd", "-P", "-cf", self.packed, "zonewright-pack.json", "../outside"], cwd=evil, check=True)
        (self.folder / "outside").unlink()
        zonewright("unpack", self.packed, self.folder / "back", code=2)
        self.assertFalse((self.folder / "outside").exists())

    def test_sources_outside_are_refused_and_import_copy_brings_them_in(self):
        study = self.folder / "empty"
        zonewright("init", study)
        farmland = self.study / "data" / "YJJBNT.shp"
        zonewright("import", study, farmland, "--role", "farmland", code=(0, 3))
        self.assertIn("--copy", zonewright("pack", study, "-o", self.packed, "--lang", "en", code=2).stderr)
        zonewright("import", study, farmland, "--role", "farmland", "--replace", "--copy", code=(0, 3))
        for original in farmland.parent.glob("YJJBNT.*"):
            copy = study / "data" / "farmland" / original.name
            self.assertEqual(copy.read_bytes(), original.read_bytes(), "everything of the Shapefile's name comes along")
        self.assertIn("data/farmland/YJJBNT.shp", (study / "study.toml").read_text())
        zonewright("pack", study, "-o", self.packed)

    def test_refuses_a_folder_that_exists(self):
        zonewright("pack", self.study, "-o", self.packed)
        zonewright("unpack", self.packed, self.study, code=2)


if __name__ == "__main__":
    unittest.main()
