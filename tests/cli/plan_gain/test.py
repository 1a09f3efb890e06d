"""zonewright plan gain: what one more platform would make suitable, beside a run that has it."""
import contextlib
import json
import shutil
import sqlite3
import unittest
import zipfile

import tiny_study as tiny
from zonewright_cli import Folder, demo_study, zonewright, zonewright_json


def point(x, y):
    return {"type": "Point", "coordinates": [x, y]}


def published(study, cluster):
    """id → score and net area of the parcels that a run has published."""
    with contextlib.closing(sqlite3.connect(study / "out" / "zonewright.gpkg")) as package:
        return {i: (score, net, supply) for i, score, net, supply in
                package.execute(f"SELECT id, s_{cluster}, net_m2, supply_class FROM parcel")}


def with_platform(study, folder, kind, x, y):
    """A copy of the study with one more platform, in a file of its own."""
    copy = folder / "copy"
    shutil.copytree(study, copy)
    tiny.layer(copy / "data" / "more_platforms.geojson", [(point(x, y), {"name": "新平台", "class": kind})])
    with open(copy / "study.toml", "a") as text:
        text.write('\n[[source]]\nrole = "platform"\npath = "data/more_platforms.geojson"\nstatus = "schematic"\ndate = "2025-01-01"\n')
    zonewright("run", copy, "--quiet", code=(0, 3))
    return copy


def kind_of(answer, cluster, kind):
    found = next(c for c in answer["clusters"] if c["cluster"] == cluster)
    return found, next(k for k in found["kinds"] if k["kind"] == kind)


class Exactness(Folder):
    def test_the_gain_is_that_of_a_run_with_the_platform(self):
        study = demo_study()
        asked = zonewright_json("plan", "gain", study, "--cluster", "biomedicine", "--kind", "高校")
        cluster, kind = kind_of(asked, "biomedicine", "university")
        first = kind["places"][0]
        self.assertGreater(first["gain_m2"], 0)
        self.assertGreater(len(kind["passing"]), 10)
        copy = with_platform(study, self.folder, "university", first["x_m"], first["y_m"])
        before, after = published(study, "biomedicine"), published(copy, "biomedicine")
        passed = {p["parcel"]: p for p in kind["passing"]}
        for i, p in passed.items():
            self.assertEqual((before[i][0], after[i][0]), (p["before"], p["after"]), i)
            self.assertAlmostEqual(before[i][1], p["net_m2"], places=2)
        line = asked["least_score"]
        offered = [i for i, row in before.items() if row[2] not in ("in_use", "unclassified") and row[1] > 0]
        crossed = {i for i in offered if (before[i][0] >= line) != (after[i][0] >= line)}
        self.assertEqual(crossed, set(passed))
        suitable = sum(after[i][1] for i in offered if after[i][0] >= line)
        self.assertAlmostEqual(suitable, cluster["suitable_m2"] + first["gain_m2"], delta=0.01 * len(offered))
        again, _ = kind_of(zonewright_json("plan", "gain", copy, "--cluster", "biomedicine", "--kind", "university"), "biomedicine", "university")
        self.assertAlmostEqual(again["suitable_m2"], cluster["suitable_m2"] + first["gain_m2"], places=2)


class Words(Folder):
    def study(self, platforms):
        study = tiny.tiny_study(self.folder / "研究")
        tiny.layer(study / "data" / "platform.geojson", platforms)
        (study / "study.toml").write_text(tiny.definition(("town", "parcel", "road", "platform")))
        return study

    def test_what_is_there_adds_what_a_run_without_it_lacks(self):
        there = [(point(tiny.WEST + 300, tiny.SOUTH + 600), {"name": "甲院", "class": "研究院"}),
                 (point(tiny.WEST + 1900, tiny.SOUTH + 100), {"name": "乙院", "class": "研究院"})]
        study = self.study(there)
        asked = zonewright_json("plan", "gain", study, "--cluster", "semiconductor", "--kind", "research_institute", "--places", "towns")
        cluster, kind = kind_of(asked, "semiconductor", "research_institute")
        self.assertEqual((kind["state"], kind["existing"], {p["name"] for p in kind["platforms"]}), ("known", 2, {"甲院", "乙院"}))
        adds = {p["name"]: p for p in kind["platforms"]}
        for gone, left in ((0, 1), (1, 0)):
            tiny.layer(study / "data" / "platform.geojson", [there[left]])
            rest, _ = kind_of(zonewright_json("plan", "gain", study, "--cluster", "semiconductor", "--kind", "research_institute"), "semiconductor", "research_institute")
            name = there[gone][1]["name"]
            self.assertAlmostEqual(cluster["score"] - rest["score"], adds[name]["score_adds"], places=12, msg=name)
            self.assertAlmostEqual(cluster["suitable_m2"] - rest["suitable_m2"], adds[name]["adds_m2"], places=2, msg=name)
        tiny.layer(study / "data" / "platform.geojson", [(point(tiny.WEST + 300, tiny.SOUTH + 600), {"name": "展厅", "class": "展示中心"})])
        none, _ = kind_of(zonewright_json("plan", "gain", study, "--cluster", "semiconductor", "--kind", "research_institute"), "semiconductor", "research_institute")
        self.assertAlmostEqual(none["score"], kind["score_without"], places=12, msg="without all of the kind")

    def test_nothing_is_left_out_in_silence_and_unknown_stays_unknown(self):
        study = self.study([(point(tiny.WEST + 300, tiny.SOUTH + 600), {"name": "展厅", "class": "展示中心"})])
        answer = zonewright_json("plan", "gain", study)
        self.assertEqual([len(c["kinds"]) for c in answer["clusters"]], [7] * 12)
        _, incubator = kind_of(answer, "ai", "incubator")
        self.assertEqual(incubator["state"], "no_criterion")
        _, institute = kind_of(answer, "semiconductor", "research_institute")
        self.assertEqual([p["place"] for p in institute["places"]], ["songshanhu", "binhaiwan", "base_linshen_electronics"])
        self.assertTrue(all("没有边界" in p["note"] for p in institute["places"]), "zones without a boundary are named")
        robots, _ = kind_of(answer, "embodied_ai", "research_institute")
        self.assertFalse(robots["named"], "the plan names no place: towns are asked")
        told = zonewright("plan", "gain", study, "--cluster", "semiconductor").stdout
        self.assertIn("没有边界", told)
        self.assertIn("孵化器", told)

    def test_a_class_sets_the_line_and_a_wrong_rule_is_named_with_its_line(self):
        study = self.study([(point(tiny.WEST + 300, tiny.SOUTH + 600), {"name": "展厅", "class": "展示中心"})])
        self.assertEqual(zonewright_json("plan", "gain", study, "--cluster", "ai", "--least-class", "高度适宜")["least_score"], 0.8)
        own = study / "layers" / "rules"
        own.mkdir(parents=True)
        (own / "gain.toml").write_text('id = "gain"\ntitle = { zh = "甲", en = "a" }\nversion = "1"\n[evidence]\nsource = "x"\nconfidence = "low"\n'
                                       '[[value]]\nkey = "spacing_m"\ntitle = { zh = "间距", en = "spacing" }\nvalue = 0\nunit = "m"\n')
        self.assertIn("rules/gain.toml:8: spacing_m", zonewright("plan", "gain", study, "--lang", "en", code=2).stderr)


class Files(Folder):
    def test_workbook_layers_project_and_pictures(self):
        folder = self.folder / "增益"
        zonewright("plan", "gain", demo_study(), "-o", folder)
        self.assertEqual({p.name for p in folder.iterdir()}, {"gain.xlsx", "gain.svg", "gain.gpkg", "gain.qgz", "gain.png"})
        with contextlib.closing(sqlite3.connect(folder / "gain.gpkg")) as package:
            labels = {row[0] for row in package.execute("SELECT label FROM gain_point WHERE label <> ''")}
            self.assertEqual(labels, {str(k) for k in range(1, 21)})
            self.assertGreater(package.execute("SELECT count(*) FROM gain_parcel").fetchone()[0], 0)
            styled = {row[0] for row in package.execute("SELECT f_table_name FROM layer_styles WHERE useAsDefault")}
        self.assertLessEqual({"gain_point", "gain_parcel", "town"}, styled)
        with zipfile.ZipFile(folder / "gain.xlsx") as book:
            text = book.read("xl/sharedStrings.xml").decode()
        for word in ("没有评价指标用到这类平台", "临深新一代电子信息产业基地", "因约束未试"):
            self.assertIn(word, text)
        answer = zonewright_json("plan", "gain", demo_study())
        gains = [r["gain_m2"] for r in answer["best"]]
        self.assertEqual(gains, sorted(gains, reverse=True))


if __name__ == "__main__":
    unittest.main()
