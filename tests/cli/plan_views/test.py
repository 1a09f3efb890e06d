"""zonewright plan coverage, match, chains, bases, departments: the plan seen through a study."""
import contextlib
import sqlite3
import unittest
import zipfile

import tiny_study as tiny
from zonewright_cli import Folder, demo_study, zonewright, zonewright_json


class TenOnes(Folder):
    def cells(self, *more):
        answer = zonewright_json("plan", "coverage", demo_study(), *more)
        return answer, {(c["cluster"], i["item"]): i for c in answer["ten_ones"] for i in c["items"]}

    def test_sources_show_spatial_items_with_the_features_behind_each_cell(self):
        answer, cells = self.cells()
        self.assertEqual(len(cells), 120)
        done = [cell for cell in cells.values() if cell["state"] == "done"]
        self.assertGreater(len(done), 20)
        for cell in done:
            self.assertTrue(cell["features"], cell)
            self.assertTrue(all(f["name"] for f in cell["features"]))
        features = [f for cell in done for f in cell["features"]]
        self.assertGreater(sum(bool(f["town"]) for f in features), 0.9 * len(features), "some lie at the edge of the city")
        self.assertEqual({cells[c["cluster"], "park"]["state"] for c in answer["ten_ones"]}, {"unknown"},
                         "no source of theme parks is not the same as no park")
        self.assertEqual({cells[c["cluster"], "policy"]["state"] for c in answer["ten_ones"]}, {"unknown"})
        for row in answer["ten_ones"]:
            self.assertEqual(row["done"] + row["under_way"] + row["missing"] + row["unknown"], 10)

    def test_the_table_of_people_goes_before_and_a_contradiction_is_told(self):
        table = self.folder / "十个一.csv"
        table.write_text("集群,事项,状态,说明\nai,policy,已有,东府办〔2024〕1号\nenergy,fund,推进中,\nai,leading_enterprises,尚无,\n")
        done = zonewright("plan", "coverage", demo_study(), "--table", table)
        self.assertIn("人工智能产业集群“一批龙头企业”", done.stderr)
        _, cells = self.cells("--table", table)
        self.assertEqual((cells["ai", "policy"]["state"], cells["ai", "policy"]["note"]), ("done", "东府办〔2024〕1号"))
        self.assertEqual(cells["energy", "fund"]["state"], "under_way")
        self.assertEqual(cells["ai", "leading_enterprises"]["state"], "missing")
        self.assertTrue(cells["ai", "leading_enterprises"]["contradicted"])

    def test_a_wrong_table_is_refused_with_row_and_column(self):
        table = self.folder / "t.csv"
        for text, named in (("cluster,item,status\nai,policy,yes\naii,policy,yes\n", ("t.csv:3: cluster", "ai")),
                            ("cluster,item,status\nai,polcy,yes\n", ("t.csv:2: item", "policy")),
                            ("cluster,item,status\nai,policy,perhaps\n", ("t.csv:2: status", "perhaps")),
                            ("cluster,item,status\nai,policy,yes\nai,policy,no\n", ("t.csv:3", "ai policy")),
                            ("cluster,status\nai,yes\n", ("t.csv: item",))):
            table.write_text(text)
            done = zonewright("plan", "coverage", "--table", table, "--lang", "en", code=2)
            for word in named:
                self.assertIn(word, done.stderr)

    def test_the_matrix_is_a_workbook_a_picture_and_a_layer(self):
        folder = self.folder / "矩阵"
        answer, cells = self.cells("-o", folder)
        self.assertEqual((folder / "ten_ones.xlsx").read_bytes()[:2], b"PK")
        picture = (folder / "ten_ones.svg").read_text()
        for cluster in answer["ten_ones"]:
            self.assertIn(cluster["name"], picture)
        with contextlib.closing(sqlite3.connect(folder / "ten_ones.gpkg")) as package:
            count = package.execute("SELECT count(*) FROM ten_ones").fetchone()[0]
        self.assertEqual(count, sum(len(cell["features"]) for cell in cells.values()))


class Match(Folder):
    def test_the_matrix_closes_with_the_statement_of_supply(self):
        answer = zonewright_json("plan", "match", demo_study())
        pairs = answer["pairs"]
        towns = {p["town_code"] for p in pairs}
        self.assertEqual(len(pairs), 12 * len(towns))
        for p in pairs:
            self.assertAlmostEqual(sum(c["net_m2"] for c in p["classes"]), p["offered_m2"], places=2)
            self.assertAlmostEqual(sum(c["net_m2"] for c in p["sizes"]), p["suitable_m2"], places=2)
        by_town = {p["town_code"]: p["offered_m2"] for p in pairs}
        with contextlib.closing(sqlite3.connect(demo_study() / "out" / "zonewright.gpkg")) as package:
            net = dict(package.execute("SELECT town_code, sum(net_m2) FROM parcel WHERE supply_class <> 'in_use' GROUP BY town_code"))
        for code, area in by_town.items():
            self.assertAlmostEqual(area, net.get(code, 0), places=1, msg=code)
        listed = {(p["cluster"]) for p in pairs if p["listing"] == "listed"}
        self.assertEqual(listed, {c["id"] for c in zonewright_json("plan", "show")["clusters"] if c["places"]})
        for p in pairs:
            if p["strong_not_listed"]:
                self.assertNotEqual(p["listing"], "listed")
            if p["listed_without_land"]:
                self.assertEqual(p["listing"], "listed")
                self.assertTrue(p["missing"])

    def test_the_location_quotient_is_the_ratio_of_shares(self):
        pairs = zonewright_json("plan", "match", demo_study())["pairs"]
        of_town, of_cluster, all_of = {}, {}, 0
        for p in pairs:  # each enterprise of the demonstration is of one cluster
            of_town[p["town_code"]] = of_town.get(p["town_code"], 0) + p["enterprises"]
            of_cluster[p["cluster"]] = of_cluster.get(p["cluster"], 0) + p["enterprises"]
            all_of += p["enterprises"]
        self.assertGreater(all_of, 100)
        for p in pairs:
            if of_town[p["town_code"]]:
                expected = p["enterprises"] / of_town[p["town_code"]] / (of_cluster[p["cluster"]] / all_of)
                self.assertAlmostEqual(p["quotient"], expected, places=9)

    def test_sheets_are_one_page_each_with_what_a_superior_asks(self):
        folder = self.folder / "单页"
        zonewright("plan", "match", demo_study(), "--town", "塘厦", "-o", folder, "--formats", "docx")
        page = (folder / "sheets" / "town_441900116.html").read_text()
        for words in ("塘厦镇", "可供净面积", "区位商", "最好的连片用地", "data:image/png"):
            self.assertIn(words, page)
        self.assertEqual((folder / "sheets" / "town_441900116.docx").read_bytes()[:2], b"PK")
        self.assertFalse((folder / "sheets" / "cluster_ai.html").exists(), "only the town was asked for")
        self.assertIn("<svg", (folder / "matching.svg").read_text())
        pairs = zonewright_json("plan", "match", demo_study(), "--town", "塘厦")["pairs"]
        with contextlib.closing(sqlite3.connect(folder / "matching.gpkg")) as package:
            row, = package.execute("SELECT town_code, strong, without_land, m_ai_mu FROM town_match").fetchall()
        self.assertEqual((row[0], bool(row[1]), bool(row[2])), ("441900116", any(p["strong_not_listed"] for p in pairs), any(p["listed_without_land"] for p in pairs)))
        self.assertAlmostEqual(row[3], next(p["suitable_m2"] for p in pairs if p["cluster"] == "ai") * 0.0015, delta=0.006)
        self.assertIn("./matching.gpkg|layername=town_match", zipfile.ZipFile(folder / "matching.qgz").read("matching.qgs").decode())
        zonewright("plan", "match", demo_study(), "--town", "没有这个镇", code=2)


class Chains(Folder):
    def test_hot_squares_are_stated_with_seed_and_permutations_and_come_again(self):
        ask = ("plan", "chains", demo_study(), "--cluster", "semiconductor")
        answer = zonewright_json(*ask, "--threads", 1)
        self.assertEqual(answer, zonewright_json(*ask, "--threads", 2))
        self.assertGreater(answer["permutations"], 98)
        chain = answer["clusters"][0]
        self.assertEqual(chain["leaders"], len(chain["leading"]))
        self.assertEqual(sum(s["enterprises"] for s in chain["squares"]), chain["enterprises"])
        self.assertLess(chain["ratio"], 1, "the demonstration city places them together")
        self.assertGreater(chain["hot_squares"], 0)
        for square in chain["squares"]:
            self.assertGreaterEqual(square["gi_p"], 1 / (answer["permutations"] + 1))

    def test_what_came_in_is_used_or_set_aside_with_a_reason(self):
        """Enterprises outside the city, without a cluster and of a cluster that the plan does not have were dropped silently."""
        study = tiny.tiny_study(self.folder / "研究")
        at = [("甲", 300, "ai", "leading"), ("乙", 700, "energy", "first_tier"), ("丙", 2600, "ai", "first_tier"),
              ("丁", 900, "", "other"), ("戊", 500, "不存在的集群", "other")]
        tiny.layer(study / "data" / "enterprise.geojson",
                   [({"type": "Point", "coordinates": [tiny.WEST + east, tiny.SOUTH + 600]},
                     {"name": name, "cluster": cluster, "class": rank, "tier": "municipal"}) for name, east, cluster, rank in at])
        (study / "study.toml").write_text(tiny.definition(("town", "parcel", "road", "enterprise")))
        answer = zonewright_json("plan", "chains", study, "--cluster", "ai")
        self.assertEqual((answer["read"], answer["used"]), (5, 2))
        self.assertEqual([(left["name"], left["reason"], left["cluster"]) for left in answer["set_aside"]],
                         [("丙", "outside_city", ""), ("丁", "no_cluster", ""), ("戊", "unknown_cluster", "不存在的集群")])
        chain = answer["clusters"][0]
        self.assertEqual((chain["enterprises"], chain["outside_city"], chain["first_tier"]), (1, 1, 0))
        self.assertEqual(chain["tiers"], [{"tier": "municipal", "enterprises": 1}], "that outside the city is no longer counted here")
        self.assertEqual(chain["leading"][0]["suppliers"], 0, "nor there")
        told = zonewright("plan", "chains", study, "--cluster", "ai", "-o", self.folder / "链").stdout
        self.assertIn("来源中的企业 5 家：参与统计 2 家，未计入 3 家", told)
        self.assertIn("集群不在规划中 1 家（戊：不存在的集群）", told)
        self.assertIn("另有 1 家在市域以外，未计入", told)
        with zipfile.ZipFile(self.folder / "链" / "chains.xlsx") as book:
            self.assertIn("未计入统计的企业及原因", book.read("xl/sharedStrings.xml").decode())

    def test_an_enterprise_outside_the_city_is_an_error_with_file_feature_and_place(self):
        """Two files of one role: the message names the one that is meant, and the number of the feature in it."""
        study = tiny.tiny_study(self.folder / "研究")
        inside = ({"type": "Point", "coordinates": [tiny.WEST + 300, tiny.SOUTH + 600]}, {"name": "甲", "cluster": "ai", "class": "other"})
        outside = ({"type": "Point", "coordinates": [tiny.WEST + 2600, tiny.SOUTH + 600]}, {"name": "丙", "cluster": "ai", "class": "other"})
        tiny.layer(study / "data" / "enterprise.geojson", [inside])
        tiny.layer(study / "data" / "more.geojson", [inside, outside])
        more = '\n[[source]]\nrole = "enterprise"\npath = "data/more.geojson"\nstatus = "official"\ndate = "2024-06-01"\n'
        (study / "study.toml").write_text(tiny.definition(("town", "parcel", "road", "enterprise"), more=more))
        found = [f for f in zonewright_json("check", study, "--lang", "en", code=3)["findings"] if f["rule"] == "outside_city"]
        self.assertEqual([(f["severity"], f["feature"]) for f in found], [("error", "丙")])
        self.assertIn("more.geojson", found[0]["source"])
        self.assertIn(f"X(north) {tiny.SOUTH + 600:.1f} Y(east) {tiny.WEST + 2600:.1f}", found[0]["message"])
        tiny.layer(study / "data" / "more.geojson", [inside])
        self.assertEqual([f for f in zonewright_json("check", study, code=(0, 3))["findings"] if f["rule"] == "outside_city"], [])

    def test_the_squares_are_a_styled_layer_and_a_map(self):
        folder = self.folder / "链"
        zonewright("plan", "chains", demo_study(), "--cluster", "semiconductor", "-o", folder)
        with contextlib.closing(sqlite3.connect(folder / "chains.gpkg")) as package:
            self.assertGreater(package.execute("SELECT count(*) FROM chain_square WHERE heat = 'hot'").fetchone()[0], 0)
        self.assertEqual((folder / "chains.png").read_bytes()[:4], b"\x89PNG")


class Views(Folder):
    def test_bases_stand_beside_what_lies_inside_today(self):
        answer = zonewright_json("plan", "bases", demo_study())
        self.assertEqual(len(answer["bases"]), 7)
        drawn = [base for base in answer["bases"] if "status" in base]
        self.assertTrue(drawn, "the demonstration city draws bases")
        for base in drawn:
            self.assertAlmostEqual(base["parcels_gross_m2"], base["net_m2"] + base["blocked_m2"], places=2)
            self.assertAlmostEqual(sum(c["net_m2"] for c in base["classes"]), base["net_m2"], places=2)
            self.assertLessEqual(base["parcels_gross_m2"], base["area_m2"] + 1)
            order = ["lt75", "75_150", "150_300", "300_500", "500_1000", "ge1000"]
            places = [order.index(size["id"]) for size in base["sizes"]]
            self.assertEqual(places, sorted(places), "sizes ascend; they used to stand in the order of the alphabet")
        linshen = next(base for base in answer["bases"] if base["place"] == "base_linshen_electronics")
        self.assertEqual([f["area_m2"] for f in linshen["published"]], [22e6, 29e6], "2023 and 2022 beside each other")
        folder = self.folder / "基地"
        zonewright("plan", "bases", demo_study(), "--place", "临深基地", "-o", folder)
        with contextlib.closing(sqlite3.connect(folder / "bases.gpkg")) as package:
            published, net, offered = package.execute("SELECT published_m2, net_mu, on_offer_mu FROM base_land").fetchone()
        self.assertEqual(published, 22e6)
        self.assertAlmostEqual(net, linshen["net_m2"] * 0.0015, delta=0.006)
        self.assertAlmostEqual(offered, linshen["on_offer_m2"] * 0.0015, delta=0.006)
        page = (folder / "base_base_linshen_electronics.html").read_text()
        for words in ("29.00", "待核实", "可供净面积", "合计"):
            self.assertIn(words, page)

    def test_departments_have_their_clusters_and_what_is_open(self):
        folder = self.folder / "部门"
        text = zonewright("plan", "departments", demo_study(), "--department", "市科技局", "-o", folder).stdout
        for cluster in ("新材料产业集群", "生物医药及高端医疗器械产业集群", "人工智能产业集群", "前沿新材料", "未来生命健康"):
            self.assertIn(cluster, text)
        self.assertNotIn("低空经济", text)
        self.assertIn("待办", (folder / "department_市科技局.html").read_text())
        zonewright("plan", "departments", demo_study(), "--department", "市文旅局", code=2)


if __name__ == "__main__":
    unittest.main()
