"""A folder as it comes from a colleague's disk: every file is in the table, proposed or set aside with its reason, and what is
taken is what was there."""
import json
import os
import shutil
import zipfile

from workbook import workbook
from zonewright_cli import Folder, zonewright, zonewright_json

EAST, NORTH = 474000, 2544000
AREA = 9999.83  # of a square of 100 m there


def square(i=0, side=100):
    x, y = EAST + 300 * i, NORTH
    return [[x, y], [x, y + side], [x + side, y + side], [x + side, y], [x, y]]


class MessyFolder(Folder):
    def setUp(self):
        super().setUp()
        self.study = self.folder / "研究"
        self.study.mkdir()
        (self.study / "study.toml").write_text('schema = 1\ntitle = "测试"\nplan = "dongguan-2024"\n')
        self.inbox = self.folder / "收 到"
        self.inbox.mkdir()

    def geojson(self, path, *rings, crs=4547, **properties):
        path.parent.mkdir(parents=True, exist_ok=True)
        features = [{"type": "Feature", "properties": {"BSM": str(i), **properties}, "geometry": {"type": "Polygon", "coordinates": [r]}} for i, r in enumerate(rings)]
        head = {"crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}} if crs else {}
        path.write_text(json.dumps({"type": "FeatureCollection", **head, "features": features}))
        return path

    def rows(self, *options, code=(0, 3)):
        answer = zonewright_json("import", self.study, self.inbox, *options, code=code)
        return {os.path.relpath(row["file"], self.inbox) + ("/" + row["layer"] if row["layer"] else ""): row for row in answer["layers"]}

    def test_every_file_is_in_the_table(self):
        belonging, others = self.fill()
        rows = self.rows()
        for name, (state, word) in others.items():
            with self.subTest(name):
                self.assertIn(name, rows)
                self.assertIn(rows[name]["state"], state.split("|"), rows[name])
                self.assertIn(word, rows[name]["note"] or "")
        listed = {name.split(".gdb/")[0] for name in rows}
        for path in self.inbox.rglob("*"):
            name = str(path.relative_to(self.inbox))
            if path.is_dir() or name in belonging:
                continue
            self.assertTrue(any(name == n or n.startswith(name + "/") for n in rows), f"{name} is not in {sorted(listed)}")
        text = zonewright("import", self.study, self.inbox, code=3).stdout
        self.assertIn("锁文件", text)

    def fill(self):
        """The files that belong to another one, and the others with their state and a word of the reason."""
        source = self.geojson(self.folder / "源.geojson", square(0), square(1))
        zonewright("convert", source, self.folder / "YJJBNT.shp", "--encoding", "GBK", "--crs", "EPSG:4526")
        for extension in ("shp", "shx", "dbf", "prj"):
            shutil.copy(self.folder / f"YJJBNT.{extension}", self.inbox / f"YJJBNT_2023.{extension}")
        belonging = {"YJJBNT_2023.shx", "YJJBNT_2023.dbf", "YJJBNT_2023.prj"}
        for name in ("YJJBNT_2023.shp.xml", "YJJBNT_2023.lyr", "图.tif.ovr", "图.tif.aux.xml", "图.tfw"):
            (self.inbox / name).write_bytes(b"x")
            belonging.add(name)
        (self.inbox / "图.tif").write_bytes(b"II*\0")
        others = {"YJJBNT_2023.shp": ("ready", ""), "图.tif": ("question|not_read|no_role", "")}
        for name, word in (("~$表.xlsx", "锁文件"), ("项目.qgz", "工程文件"), ("图.mxd", "工程文件"), (".DS_Store", "系统文件"), ("Thumbs.db", "系统文件"), ("样式.lyr", "附属文件"),
                           ("孤.prj", "附属文件"), ("说明.pdf", ""), ("数据.rar", ""), ("空.shp", ""), ("缺.shp", ""), ("说明.txt", "")):
            (self.inbox / name).write_bytes(b"x" if name != "空.shp" else b"")
            others[name] = ("not_read", word)
        self.geojson(self.inbox / "甲 'a' \"b\"" / "深 层" / "GYBHX.geojson", square(0))
        others["甲 'a' \"b\"/深 层/GYBHX.geojson"] = ("ready", "")
        self.geojson(self.inbox / "随便.geojson", square(5))
        others["随便.geojson"] = ("no_role|question", "")
        os.symlink("nowhere.shp", self.inbox / "断.shp")
        os.symlink("..", self.inbox / "环")
        os.mkfifo(self.inbox / "管.csv")
        others |= {"断.shp": ("not_read", ""), "环/收 到": ("not_read", "同一文件夹"), "管.csv": ("not_read", "普通文件")}
        with zipfile.ZipFile(self.inbox / "文档.zip", "w") as archive:
            archive.writestr("说明.docx", b"PK")
        others["文档.zip"] = ("not_read", "")
        return belonging, others

    def test_what_is_taken_is_what_was_there(self):
        self.geojson(self.inbox / "GYBHX.geojson", square(0), square(1))
        zonewright("convert", self.geojson(self.folder / "s.geojson", square(2), square(3), square(4)), self.folder / "STBHHX.shp")
        with zipfile.ZipFile(self.inbox / "红线.zip", "w") as archive:
            for path in self.folder.glob("STBHHX.*"):
                archive.write(path, path.name)
                archive.writestr("__MACOSX/._" + path.name, b"\0")
        workbook(self.inbox / "供应地块.xlsx", [["供应地块界址点表"], ["地块编号", "点号", "X坐标", "Y坐标"],
                                            *[["DK9", f"J{i + 1}", y, x] for i, (x, y) in enumerate(square(6)[:4])]], ["A1:D1"])
        rows = self.rows("--yes")
        self.assertEqual(rows["GYBHX.geojson"]["state"], "imported")
        self.assertEqual((rows["红线.zip/STBHHX.shp"]["state"], rows["红线.zip/STBHHX.shp"]["features"]), ("imported", 3))
        self.assertEqual(rows["供应地块.xlsx"]["features"], 4)
        zones = zonewright_json("check", self.study, code=(0, 3))
        self.assertNotIn("unusable_source", json.dumps(zones))
