"""zonewright plan links, pilots: land by time to the neighbouring cities, and candidates for pilot areas."""
import contextlib
import json
import math
import re
import shutil
import sqlite3
import unittest
import zipfile

import tiny_study as tiny
from zonewright_cli import SOURCE, Folder, demo_study, zonewright, zonewright_json

GATEWAY = (tiny.WEST, tiny.SOUTH + 150)
STATION = (tiny.WEST + 300, tiny.SOUTH + 500)


def point(x, y):
    return {"type": "Point", "coordinates": [x, y]}


def linked_study(folder, roles=("gateway", "metro_station", "platform", "reverse_enclave")):
    """The two towns with a gateway of Guangzhou at the western end of their road, and none of Shenzhen."""
    study = tiny.tiny_study(folder)
    tiny.layer(study / "data" / "gateway.geojson", [(point(*GATEWAY), {"name": "西口", "class": "广州"})])
    tiny.layer(study / "data" / "metro_station.geojson",
               [(point(*STATION), {"name": "一站", "guangzhou_rail_minutes": 20.0}), (point(tiny.WEST + 1500, tiny.SOUTH + 500), {"name": "二站", "guangzhou_rail_minutes": None})])
    tiny.layer(study / "data" / "platform.geojson",
               [(point(tiny.WEST + 900, tiny.SOUTH + 600), {"name": "大学孵化器", "class": "孵化器"}), (point(tiny.WEST + 1900, tiny.SOUTH + 50), {"name": "展厅", "class": "展示中心"})])
    tiny.layer(study / "data" / "reverse_enclave.geojson",
               [(tiny.polygon(tiny.WEST + 200, tiny.SOUTH + 700, tiny.WEST + 400, tiny.SOUTH + 800), {"name": "穗莞园", "origin": "广州", "form": "园中园", "status": "在建"}),
                (tiny.polygon(tiny.WEST + 1200, tiny.SOUTH + 700, tiny.WEST + 1300, tiny.SOUTH + 800), {"name": "无名园", "origin": "惠州"})])
    (study / "study.toml").write_text(tiny.definition(("town", "parcel", "road", *roles)))
    return study


def city(answer, name):
    return next(c for c in answer["cities"] if c["city"] == name)


def mode(found, name):
    return next(m for m in found["modes"] if m["mode"] == name)


class Links(Folder):
    def test_what_the_study_does_not_have_is_said_and_not_estimated(self):
        answer = zonewright_json("plan", "links", linked_study(self.folder / "研究"))
        shenzhen = city(answer, "shenzhen")
        self.assertIn("未提供", mode(shenzhen, "road")["note"])
        self.assertIn("shenzhen", mode(shenzhen, "road")["note"], "names the class of gateway that is missing")
        self.assertIn("shenzhen_rail_minutes", mode(shenzhen, "rail")["note"])
        self.assertEqual(shenzhen["candidates"], [], "without minutes nobody is near")
        self.assertTrue(mode(city(answer, "guangzhou"), "road")["known"])
        bare = zonewright_json("plan", "links", linked_study(self.folder / "空", ("gateway",)))
        self.assertFalse(bare["enclaves_given"] or bare["platforms_given"])
        told = zonewright("plan", "links", self.folder / "空").stdout
        self.assertIn("反向飞地　未提供", told)
        self.assertIn("平台　未提供", told)

    def test_bands_add_up_to_the_land_on_offer_and_minutes_are_those_of_explain(self):
        study = linked_study(self.folder / "研究")
        folder = self.folder / "联动"
        answer = zonewright_json("plan", "links", study, "-o", folder)
        for m in city(answer, "guangzhou")["modes"]:
            self.assertAlmostEqual(sum(b["net_m2"] for b in m["bands"]), answer["offered_m2"], places=2)
            for b, band in enumerate(m["bands"]):
                self.assertAlmostEqual(sum(t["bands"][b]["net_m2"] for t in m["towns"]), band["net_m2"], places=2)
        with contextlib.closing(sqlite3.connect(folder / "links.gpkg")) as package:
            rows = dict((i, (road, rail)) for i, road, rail in package.execute("SELECT id, guangzhou_road_min, guangzhou_rail_min FROM link_parcel"))
        self.assertEqual(len(rows), 24)
        for parcel in ("A1", "A11", "B4"):
            told = zonewright_json("explain", study, "--parcel", parcel, "--cluster", "energy")
            measured = next(c["measured"] for c in told["contributions"] if c["criterion"] == "guangzhou_minutes")
            self.assertAlmostEqual(rows[parcel][0], measured, delta=0.051, msg=parcel)
        for k in range(12):
            x, y = tiny.WEST + 250 + 100 * (k % 4), tiny.SOUTH + 750 - 100 * (k // 4)
            expected = math.hypot(x - STATION[0], y - STATION[1]) / 250 + 8 + 20
            self.assertAlmostEqual(rows[f"A{k + 1}"][1], expected, delta=0.051, msg="15 km/h to the station, 8 minutes of waiting, 20 by train; the other station states none")

    def test_an_enclave_is_a_relation_from_a_city_to_a_polygon(self):
        study = linked_study(self.folder / "研究")
        folder = self.folder / "联动"
        done = zonewright("plan", "links", study, "-o", folder)
        self.assertIn("惠州", done.stderr, "a city of origin that the rules do not know is told")
        answer = zonewright_json("plan", "links", study)
        enclave, = city(answer, "guangzhou")["enclaves"]
        self.assertEqual((enclave["name"], enclave["form"], enclave["status"], enclave["town"]), ("穗莞园", "park_in_park", "under_way", "塘厦镇"))
        self.assertAlmostEqual(enclave["on_offer_m2"], 20000, delta=60)
        with contextlib.closing(sqlite3.connect(folder / "links.gpkg")) as package:
            self.assertEqual(package.execute("SELECT name, origin, form FROM reverse_enclave").fetchall(), [("穗莞园", "广州", "park_in_park")])
            self.assertEqual(package.execute("SELECT origin, name FROM enclave_link").fetchall(), [("广州", "穗莞园")])
            styled = {row[0] for row in package.execute("SELECT f_table_name FROM layer_styles WHERE useAsDefault")}
        self.assertLessEqual({"link_parcel", "reverse_enclave", "enclave_link"}, styled)

    def test_candidates_fulfil_the_rules_and_say_why(self):
        study = linked_study(self.folder / "研究")
        own = study / "layers" / "rules"
        own.mkdir(parents=True)
        text = (SOURCE / "layers/rules/links.toml").read_text()
        (own / "links.toml").write_text(re.sub(r'(key = "enclave_least_score"\n[^\n]*\nvalue = )\S+', r"\g<1>0", text))
        answer = zonewright_json("plan", "links", study, "--city", "广州")
        candidates = answer["cities"][0]["candidates"]
        self.assertTrue(candidates)
        first = candidates[0]
        self.assertGreaterEqual(first["site"]["net_m2"], 30 / 0.0015 - 60)
        self.assertEqual(first["platforms"], ["大学孵化器"], "an exhibition hall is no place to incubate")
        self.assertIn("未在此列名", "".join(first["reasons"]))
        kinds = {k["kind"]: k["count"] for k in answer["platforms"]}
        self.assertEqual((kinds["incubator"], kinds["park_in_park"]), (1, 0))

    def test_the_way_to_a_station_is_told_as_the_crow_flies_where_minutes_stand(self):
        study = linked_study(self.folder / "研究")
        folder = self.folder / "联动"
        self.assertIn("轨道（到站按直线距离）", zonewright("plan", "links", study, "-o", folder).stdout)
        self.assertIn("轨道（到站按直线距离）", (folder / "link_guangzhou.html").read_text())
        with zipfile.ZipFile(folder / "links.xlsx") as book:
            self.assertIn("轨道（到站按直线距离）", book.read("xl/sharedStrings.xml").decode())

    def test_the_cities_are_a_choice_from_the_rules(self):
        study = linked_study(self.folder / "研究")
        choices = zonewright_json("describe", study)["choices"]["link_cities"]
        self.assertEqual([c["value"] for c in choices], ["guangzhou", "shenzhen"])
        own = study / "layers" / "rules"
        own.mkdir(parents=True)
        text = (SOURCE / "layers/rules/link_cities.toml").read_text()
        (own / "link_cities.toml").write_text(text + '\n[[value]]\nkey = "huizhou"\ntitle = { zh = "惠州", en = "Huizhou" }\nwords = ["gateway=huizhou"]\n')
        self.assertIn("huizhou", [c["value"] for c in zonewright_json("describe", study)["choices"]["link_cities"]])
        self.assertEqual([c["city"] for c in zonewright_json("plan", "links", study, "--city", "惠州")["cities"]], ["huizhou"])
        (own / "link_cities.toml").write_text(text[:text.index("[[value]]")])
        self.assertIn("没有写明要联动的城市", zonewright("plan", "links", study).stdout)

    def test_wrong_rules_name_file_and_key(self):
        study = linked_study(self.folder / "研究")
        own = study / "layers" / "rules"
        own.mkdir(parents=True)
        for file, old, new, said in (("link_cities", "road=guangzhou_minutes", "road=slope", r"layers/rules/link_cities\.toml:\d+: guangzhou"),
                                     ("link_cities", "road=guangzhou_minutes", "raod=guangzhou_minutes", "raod=guangzhou_minutes"),
                                     ("travel_bands", "value = 45", "value = 20", r"layers/rules/travel_bands\.toml:\d+: 45_60")):
            (own / f"{file}.toml").write_text((SOURCE / f"layers/rules/{file}.toml").read_text().replace(old, new))
            self.assertRegex(zonewright("plan", "links", study, "--lang", "en", code=2).stderr, said)
            (own / f"{file}.toml").unlink()
        self.assertIn("是否指 shenzhen", zonewright("plan", "links", study, "--city", "shenzen", code=2).stderr)

    def test_the_demonstration_city_has_bands_sites_maps_and_pages(self):
        folder = self.folder / "联动"
        answer = zonewright_json("plan", "links", demo_study(), "-o", folder, "--formats", "docx")
        for found in answer["cities"]:
            self.assertTrue(mode(found, "road")["known"])
            self.assertFalse(mode(found, "rail")["known"], "its stations state no times")
            self.assertTrue(found["sites"])
            self.assertEqual([c["rank"] for c in found["candidates"]], list(range(1, len(found["candidates"]) + 1)))
            self.assertEqual((folder / f"link_{found['city']}.png").read_bytes()[:4], b"\x89PNG")
            page = (folder / f"link_{found['city']}.html").read_text()
            for words in ("待核实", "不是决定", "30 分钟以内", "未提供"):
                self.assertIn(words, page)
            self.assertEqual((folder / f"link_{found['city']}.docx").read_bytes()[:2], b"PK")
        self.assertEqual((folder / "links.xlsx").read_bytes()[:2], b"PK")
        town = zonewright_json("plan", "links", demo_study(), "--town", "塘厦")
        whole = next(t for t in mode(answer["cities"][0], "road")["towns"] if t["town_code"] == "441900116")
        self.assertAlmostEqual(town["offered_m2"], sum(b["net_m2"] for b in whole["bands"]), places=2)


def pilot_study(folder):
    """The two towns with demand of a future industry and rules that fit their size."""
    study = tiny.tiny_study(folder)
    (study / "study.toml").write_text(tiny.definition() + '\n[[demand]]\ncluster = "embodied_ai"\narea_mu = 30\nminimum_site_mu = 30\nmaximum_site_mu = 45\n')
    own = study / "layers" / "rules"
    own.mkdir(parents=True)
    text = (SOURCE / "layers/rules/pilots.toml").read_text()
    for key, value in (("least_mu", 30), ("least_score", 0), ("growth_least_mu", 15), ("growth_m", 300)):
        text = re.sub(rf'(key = "{key}"\n[^\n]*\nvalue = )\S+', rf"\g<1>{value}", text)
    (own / "pilots.toml").write_text(text)
    balance = (SOURCE / "layers/rules/supply_balance.toml").read_text()
    (own / "supply_balance.toml").write_text(re.sub(r"value = [\d.]+", "value = 0", balance, count=1))
    return study


class Pilots(Folder):
    def setUp(self):
        super().setUp()
        self.study = pilot_study(self.folder / "研究")

    def places(self):
        return sorted((self.study / "layers").glob("plans/**/*"))

    def first(self):
        answer = zonewright_json("plan", "pilots", self.study)
        self.assertTrue(answer["candidates"], answer)
        return answer["candidates"][0]

    def test_candidates_have_reasons_and_parts_that_sum_to_their_points(self):
        answer = zonewright_json("plan", "pilots", self.study)
        self.assertIn("没有点名", answer["plan_says"])
        self.assertEqual(answer["held"], [])
        points = [c["points"] for c in answer["candidates"]]
        self.assertEqual(points, sorted(points, reverse=True))
        for c in answer["candidates"]:
            self.assertAlmostEqual(sum(p["points"] for p in c["parts"]), c["points"], places=12)
            self.assertEqual(len(c["scores"]), 4, "the four future industries")
            self.assertFalse(next(p for p in c["parts"] if p["id"] == "platforms")["known"])
            self.assertIn("没有创新平台数据，未看", "".join(c["reasons"]))
            self.assertGreater(c["outline_m2"], c["core_m2"])
        told = zonewright("plan", "pilots", self.study).stdout
        self.assertIn("不是官方名单", told)
        self.assertIn("--accept", told)

    def test_room_that_neighbours_share_is_told_and_adds_up(self):
        answer = zonewright_json("plan", "pilots", self.study)
        for c in answer["candidates"]:
            self.assertLessEqual(c["shared_room_m2"], c["room_m2"])
            self.assertEqual(c["shared_room_m2"] > 0, bool(c["shared_with"]), c["id"])
            self.assertEqual("不能重复计算" in "".join(c["reasons"]), bool(c["shared_with"]))
            for rank in c["shared_with"]:
                self.assertIn(c["rank"], answer["candidates"][rank - 1]["shared_with"], "told on both sides")

    def test_accepting_writes_a_place_that_the_plan_of_the_study_then_holds_and_deleting_it_undoes_it(self):
        first = self.first()
        before = zonewright_json("plan", "bases", self.study, "--place", "塘厦")["bases"][0]["area_m2"]
        done = zonewright_json("plan", "pilots", self.study, "--accept", first["id"])
        file = self.study / "layers/plans/dongguan-2024/places" / f"{first['id']}.toml"
        self.assertEqual(done["accepted"]["file"], str(file))
        self.assertEqual([p for p in self.places() if p.is_file()], [file])
        self.assertIn("提案，不是官方名单", file.read_text())
        held = zonewright_json("plan", "pilots", self.study)["held"]
        self.assertEqual([(h["place"], h["proposal"]) for h in held], [(first["id"], True)])
        self.assertTrue(self.first()["accepted"])
        base = zonewright_json("plan", "bases", self.study, "--place", first["id"])["bases"][0]
        self.assertAlmostEqual(base["area_m2"], first["outline_m2"], delta=0.001 * first["outline_m2"])
        self.assertAlmostEqual(base["on_offer_m2"], first["core_m2"] + first["room_m2"], delta=1, msg="core and room lie inside, whole")
        self.assertEqual(base["published"][0]["confidence"], "待核实")
        self.assertIn(f"plans/dongguan-2024/places/{first['id']}.toml", zonewright("describe", self.study, "layers").stdout)
        zonewright("run", self.study, "-q", code=(0, 3))
        with contextlib.closing(sqlite3.connect(self.study / "out" / "zonewright.gpkg")) as package:
            kind, name, status = package.execute("SELECT kind, name, status FROM place WHERE id = ?", (first["id"],)).fetchone()
        self.assertEqual((kind, status), ("pilot_area", "approximate"))
        self.assertIn("提案", name)
        file.unlink()
        zonewright("run", self.study, "-q", code=(0, 3))
        with contextlib.closing(sqlite3.connect(self.study / "out" / "zonewright.gpkg")) as package:
            self.assertEqual(package.execute("SELECT count(*) FROM place WHERE kind = 'pilot_area'").fetchone()[0], 0)
        self.assertFalse(self.first()["accepted"])
        self.assertEqual(zonewright_json("plan", "bases", self.study, "--place", "塘厦")["bases"][0]["area_m2"], before)

    def test_accepting_twice_and_what_is_not_on_the_list_are_refused_and_leave_nothing(self):
        first = self.first()
        said = zonewright("plan", "pilots", self.study, "--accept", first["id"] + "x", code=2).stderr
        self.assertIn(f"是否指 {first['id']}", said)
        said = zonewright("plan", "pilots", self.study, "--accept", "somewhere_else_altogether", code=2).stderr
        self.assertIn("plan pilots", said, "the next step")
        self.assertEqual(self.places(), [], "nothing is left behind")
        zonewright("plan", "pilots", self.study, "--accept", first["site"], "--name", "塘厦未来城")
        content = [p for p in self.places() if p.is_file()][0].read_bytes()
        for word in (first["id"], first["site"], "塘厦未来城"):
            said = zonewright("plan", "pilots", self.study, "--accept", word, code=2).stderr
            self.assertIn("删除该文件即撤销", said)
            self.assertIn(f"{first['id']}.toml", said)
        self.assertEqual([p for p in self.places() if p.is_file()][0].read_bytes(), content)

    def test_a_name_that_the_plan_has_and_a_file_that_would_not_read_are_refused_whole(self):
        first = self.first()
        said = zonewright("plan", "pilots", self.study, "--accept", first["id"], "--name", "松山湖", code=2).stderr
        self.assertIn("name", said)
        self.assertEqual(self.places(), [])
        done = zonewright_json("plan", "pilots", self.study, "--accept", first["id"], "--name", 'a "quoted" \\ 名')
        self.assertEqual(done["accepted"]["name"], 'a "quoted" \\ 名')
        self.assertEqual(zonewright_json("plan", "pilots", self.study)["held"][0]["name"], 'a "quoted" \\ 名')

    def test_a_plan_in_a_folder_of_its_own_takes_the_place_too(self):
        shutil.copytree(SOURCE / "layers/plans/dongguan-2024", self.study / "dongguan-2024")
        text = (self.study / "study.toml").read_text()
        (self.study / "study.toml").write_text(text.replace('plan = "dongguan-2024"', 'plan = "./dongguan-2024"'))
        first = self.first()
        zonewright("plan", "pilots", self.study, "--accept", first["id"])
        self.assertTrue(self.first()["accepted"])
        self.assertEqual(len(list((self.study / "dongguan-2024").rglob(f"{first['id']}.toml"))), 0, "the version itself stays as it is")

    def test_files_open_styled_and_say_proposal(self):
        folder = self.folder / "先导"
        first = self.first()
        zonewright("plan", "pilots", self.study, "-o", folder, "--formats", "docx")
        with contextlib.closing(sqlite3.connect(folder / "pilots.gpkg")) as package:
            rows = package.execute("SELECT id, state, points FROM pilot_candidate ORDER BY rank").fetchall()
            styled = {row[0] for row in package.execute("SELECT f_table_name FROM layer_styles WHERE useAsDefault")}
        self.assertEqual((rows[0][0], rows[0][1]), (first["id"], "proposed"))
        self.assertEqual(styled, {"pilot_candidate", "pilot_core", "town"})
        project = zipfile.ZipFile(folder / "pilots.qgz").read("pilots.qgs").decode()
        self.assertIn("./pilots.gpkg|layername=pilot_candidate", project)
        self.assertIn('<visibility-preset name="未来产业先导试验区"', project)
        page = (folder / "pilots.html").read_text()
        for words in ("提案", "不是官方名单", "没有点名", first["id"]):
            self.assertIn(words, page)
        self.assertEqual((folder / "pilots.png").read_bytes()[:4], b"\x89PNG")
        self.assertEqual((folder / "pilots.docx").read_bytes()[:2], b"PK")
        self.assertEqual((folder / "pilots.xlsx").read_bytes()[:2], b"PK")


class DemonstrationCity(Folder):
    def test_candidates_of_the_small_city_close(self):
        answer = zonewright_json("plan", "pilots", demo_study())
        for c in answer["candidates"]:
            self.assertAlmostEqual(sum(p["points"] for p in c["parts"]), c["points"], places=12)
            self.assertTrue(all(p["known"] for p in c["parts"]))
        self.assertEqual(json.dumps(answer), json.dumps(zonewright_json("plan", "pilots", demo_study(), "--threads", 1)))


if __name__ == "__main__":
    unittest.main()
