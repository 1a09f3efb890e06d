"""Files that can be read in two ways or say one thing twice: both readings are told, and the user chooses; what one cell,
one key or one title row hides is found or named."""
import csv
import io
import json
import random
import zipfile

from study import AREA, EAST, NORTH, SQUARE, Study, collection, feature, raster, square
from workbook import workbook
from zonewright_cli import zonewright, zonewright_json


def packed(degrees):
    """113.758333… as 113.4530: degrees.minutes-seconds."""
    ticks = round(degrees * 3600 * 10 ** 4)  # 1e-4″
    whole, ticks = divmod(ticks, 3600 * 10 ** 4)
    minutes, ticks = divmod(ticks, 60 * 10 ** 4)
    return f"{whole}.{minutes:02d}{ticks:06d}"


class PackedDegrees(Study):
    def table(self, corners, name="点.csv", write=packed):
        rows = [["地块编号", "点号", "经度", "纬度"], *(["DK1", f"J{i + 1}", write(x), write(y)] for i, (x, y) in enumerate(corners))]
        if name.endswith(".xlsx"):
            return workbook(self.folder / name, [rows[0], *([a, b, float(c), float(d)] for a, b, c, d in rows[1:])])
        if name.endswith(".txt"):
            head = "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n转换参数=,,,,,,\n[地块坐标]\n5,1,A,块,面,,,,@\n"
            return self.put(name, head + "".join(f"J{i % 4 + 1},1,{write(y)},{write(x)}\n" for i, (x, y) in enumerate([*corners, corners[0]])))
        return self.put(name, "\n".join(",".join(row) for row in rows) + "\n")

    def square_at(self, longitude, latitude):
        return [(longitude, latitude), (longitude + 0.001, latitude), (longitude + 0.001, latitude + 0.0009), (longitude, latitude + 0.0009)]

    def test_read_as_decimal_they_are_told_and_the_choice_is_the_users(self):
        for seed, name in enumerate(("点.csv", "点.xlsx", "点.txt") * 2):
            draw = random.Random(seed)
            corners = self.square_at(round(draw.uniform(113.6, 114.1), 4), round(draw.uniform(22.7, 22.95), 4))
            with self.subTest(name=name, corners=corners):
                true = self.area(self.table(corners, "真.csv", lambda v: f"{v:.8f}"), "--crs", "EPSG:4490", "--degrees", "decimal")["area_m2"]
                path = self.table(corners, name)
                told = " ".join(self.area(path, "--crs", "EPSG:4490")["warnings"])
                self.assertIn("--degrees packed", told)
                self.assertIn("只有后一种落在本市", told)
                self.assertIn(f"{corners[0][0]:.4f}", told)
                chosen = self.area(path, "--crs", "EPSG:4490", "--degrees", "packed")
                self.assertAlmostEqual(chosen["area_m2"], true, delta=0.5)
                self.assertNotIn("--degrees", " ".join(chosen["warnings"]))
                self.assertEqual(self.findings(path, "parcel", "--crs", "EPSG:4490")["packed_degrees"]["severity"], "error")
                self.assertNotIn("packed_degrees", self.findings(path, "parcel", "--crs", "EPSG:4490", "--degrees", "packed"))

    def test_a_table_in_a_zip_is_told_by_every_verb(self):
        path = self.table(self.square_at(113.7530, 22.8130))
        with zipfile.ZipFile(self.folder / "点.zip", "w") as archive:
            archive.write(path, "点.csv")
        path.unlink()
        self.assertIn("--degrees packed", " ".join(self.area(self.folder / "点.zip", "--crs", "EPSG:4490")["warnings"]))
        self.assertIn("packed_degrees", self.findings(self.folder / "点.zip", "parcel", "--crs", "EPSG:4490"))

    def test_where_both_lie_in_the_city_it_is_a_warning(self):
        path = self.table([(114.01, 23.01), (114.0105, 23.01), (114.0105, 23.0105), (114.01, 23.0105)], write=lambda v: f"{v:.6f}")
        self.assertIn("--degrees packed", " ".join(self.area(path, "--crs", "EPSG:4490")["warnings"]))
        self.assertEqual(self.findings(path, "parcel", "--crs", "EPSG:4490")["packed_degrees"]["severity"], "warning")

    def test_decimal_degrees_are_left_alone(self):
        for seed in range(8):
            draw = random.Random(seed)
            corners = self.square_at(draw.uniform(113.6, 113.95), draw.uniform(22.7, 22.95))
            path = self.table(corners, write=lambda v: f"{v:.7f}")
            self.assertNotIn("--degrees", " ".join(self.area(path, "--crs", "EPSG:4490")["warnings"]))

    def test_what_cannot_be_packed_is_refused_as_such(self):
        path = self.table(self.square_at(113.75, 22.99), write=lambda v: f"{v:.7f}")
        said = zonewright("area", path, "--crs", "EPSG:4490", "--degrees", "packed", code=2).stderr
        self.assertIn("--degrees decimal", said)
        self.assertIn("113.75", said)

    def test_the_study_says_which(self):
        path = self.table(self.square_at(113.7458, 22.9912))
        zonewright("import", self.study, path, "--role", "parcel", "--crs", "EPSG:4490", "--degrees", "packed", code=(0, 3))
        self.assertIn('degrees = "packed"', (self.study / "study.toml").read_text())
        out = self.folder / "b.geojson"
        zonewright("convert", path, out, "--from-crs", "EPSG:4490", "--degrees", "packed")
        x, y = json.loads(out.read_text())["features"][0]["geometry"]["coordinates"][0][0][0]
        self.assertAlmostEqual(x, 113.7458, delta=0.002)
        self.assertAlmostEqual(y, 22.9912, delta=0.002)


class GeoJson(Study):
    def test_a_key_of_the_shape_that_stands_twice_is_refused_by_feature(self):
        good, ring = json.dumps(feature(square(300), id="G")), json.dumps(square())
        shape = f'"geometry":{{"type":"Polygon","coordinates":{ring}}}'
        twice = {"coordinates": f'"properties":{{"id":"A"}},"geometry":{{"type":"Polygon","coordinates":{ring},"coordinates":{ring}}}',
                 "type": f'"properties":{{"id":"A"}},"geometry":{{"type":"Polygon","type":"Polygon","coordinates":{ring}}}',
                 "properties": f'"properties":{{"id":"A"}},"properties":{{"id":"B"}},{shape}', "geometry": f'"properties":{{"id":"A"}},{shape},{shape}'}
        for key, body in twice.items():
            for position in range(3):
                features = [good, good]
                features.insert(position, f'{{"type":"Feature",{body}}}')
                said = zonewright("area", self.put("a.geojson", collection(features)), "--crs", "EPSG:4547", code=2).stderr
                self.assertIn(f"第 {position + 1} 个要素（id=", said)
                self.assertIn(f"{key} 写了两次", said)
        whole = collection([good])[:-1] + f',"features":[{good}]}}'
        self.assertIn("整个文件", zonewright("area", self.put("a.geojson", whole), "--crs", "EPSG:4547", code=2).stderr)

    def test_an_attribute_that_stands_twice_is_told(self):
        one = feature(square(), id="X")
        body = json.dumps(one).replace('"id": "X"', '"id": "A", "id": "B"')
        path = self.put("a.geojson", collection([json.dumps(feature(square(300), id="G")), body]))
        told = " ".join(self.area(path, "--crs", "EPSG:4547", code=3)["warnings"])
        self.assertIn("属性“id”写了两次（先见于第 2 个要素（id=A））", told)
        self.assertIn("写了两次", self.findings(path, "parcel", "--crs", "EPSG:4547")["not_read"]["message"])

    def test_coordinates_that_are_no_numbers_set_their_feature_aside(self):
        for seed in range(24):
            draw = random.Random(seed)
            features = [feature(square(300 * i), id=f"D{i}") for i in range(4)]
            bad = draw.randrange(4)
            corners = features[bad]["geometry"]["coordinates"][0]
            kind = draw.choice(("text", "null", "short", "nested", "word", "missing", "none"))
            corner = draw.randrange(len(corners))
            if kind == "short":
                corners[corner] = corners[corner][:1]
            elif kind in ("missing", "none"):
                features[bad]["geometry"] = {"type": "Polygon"} if kind == "missing" else {"type": "Polygon", "coordinates": None}
            elif kind == "nested":
                corners[corner] = [[corners[corner][0], 1], corners[corner][1]]
            else:
                corners[corner][draw.randrange(2)] = {"text": str(corners[corner][0]), "null": None, "word": "n/a"}[kind]
            with self.subTest(seed=seed, kind=kind):
                path = self.put("a.geojson", collection([json.dumps(f) for f in features]))
                answer = self.area(path, "--crs", "EPSG:4547", code=3)
                self.assertAlmostEqual(answer["area_m2"], 3 * AREA, delta=0.1)
                self.assertIn(f"第 {bad + 1} 个要素（id=D{bad}）", " ".join(answer["warnings"]))
                self.assertEqual(self.findings(path, "parcel", "--crs", "EPSG:4547")["no_geometry"]["feature"], f"D{bad}")

    def test_other_encodings_are_read_or_refused(self):
        text = collection([json.dumps(feature(square(300 * i), id=name), ensure_ascii=False) for i, name in enumerate(("甲村地块", "乙村", "丙村"))])
        for encoding in ("gbk", "gb18030", "utf-16", "utf-8-sig"):
            answer = self.area(self.put("a.geojson", text.encode(encoding)), "--crs", "EPSG:4547")
            self.assertEqual([row["name"] for row in answer["features"]], ["甲村地块", "乙村", "丙村"])
            self.assertEqual(any("不是 UTF-8" in w for w in answer["warnings"]), encoding != "utf-8-sig")
        self.assertIn("UTF-8", zonewright("area", self.put("b.geojson", text.encode("gbk") + b"\xff\xff"), "--crs", "EPSG:4547", code=2).stderr)

    def test_braces_and_quotes_in_texts_are_no_structure(self):
        names = ['a"b', "{[", "]}", '\\', '","coordinates":[', "甲：乙"]
        path = self.put("a.geojson", collection([json.dumps(feature(square(300 * i), id=n, **{"geometry": "1", "type": "x"})) for i, n in enumerate(names)]))
        self.assertAlmostEqual(self.area(path, "--crs", "EPSG:4547")["area_m2"], 6 * AREA, delta=0.2)


class Headings(Study):
    """Rows above the headings of a table, and headings of two rows."""
    COLUMNS = ("地块编号", "点号", "X坐标", "Y坐标")

    def body(self):
        return [["DK1", f"J{i + 1}", NORTH + y, EAST + x] for i, (x, y) in enumerate(SQUARE)]

    def both_forms(self, rows, merged=(), encoding="utf-8"):
        yield workbook(self.folder / "表.xlsx", rows, merged)
        text = io.StringIO()
        csv.writer(text).writerows([[cell if cell is not None else "" for cell in row] for row in rows])
        yield self.put("表.csv", text.getvalue().encode(encoding))

    def expect(self, rows, merged=(), told="表头在第", **options):
        for path in self.both_forms(rows, merged, **options):
            with self.subTest(path=path.name, rows=rows[:4]):
                answer = self.area(path, "--crs", "EPSG:4547")
                self.assertAlmostEqual(answer["area_m2"], AREA, delta=0.02)
                self.assertIn(told, " ".join(answer["warnings"]))
                imported = zonewright_json("import", self.study, path, "--role", "parcel", "--crs", "EPSG:4547", "--dry-run", code=(0, 3))
                self.assertEqual(imported["fields"]["id"], "地块编号")
                self.assertEqual(imported["features_kept"], 1)

    def test_a_title_and_notes_above(self):
        head = list(self.COLUMNS)
        title = ["塘厦镇地块坐标表", None, None, None]
        self.expect([title, head, *self.body()], ["A1:D1"], told="塘厦镇地块坐标表")
        self.expect([title, ["单位：米", None, None, "制表：张三"], head, *self.body()], told="表头在第 3 行")
        self.expect([title, [], head, *self.body()], encoding="gbk")
        self.expect([["塘厦镇", None, None, None], ["地块坐标表", None, None, None], ["2024年", None, None, None], head, *self.body()], encoding="utf-8-sig")

    def test_headings_of_two_rows(self):
        upper, lower = ["地块编号", "点号", "坐标", None], [None, None, "X坐标", "Y坐标"]
        self.expect([upper, lower, *self.body()], ["A1:A2", "B1:B2", "C1:D1"])
        self.expect([["地块表", None, None, None], upper, lower, *self.body()], ["A1:D1", "A2:A3", "B2:B3", "C2:D2"])

    def test_blank_rows_and_headings_on_every_page_are_no_points(self):
        head, second = list(self.COLUMNS), [["DK2", p, n, e + 300] for _, p, n, e in self.body()]
        for between in ([[None] * 4], [head], [[None] * 4, head], [["\u3000", None, None, None]]):
            for path in self.both_forms([head, *self.body(), *between, *second, [None] * 4]):
                with self.subTest(path=path.name, between=between):
                    answer = self.area(path, "--crs", "EPSG:4547")
                    self.assertAlmostEqual(answer["area_m2"], 2 * AREA, delta=0.05)
        spaced = [[name, f"J{i}", n, e] for i, (name, (_, _, n, e)) in enumerate(zip(("DK1", "DK1 ", " DK1", "DK1\u3000"), self.body()))]
        for path in self.both_forms([head, *spaced]):
            self.assertEqual(len(self.area(path, "--crs", "EPSG:4547")["features"]), 1)

    def test_headings_in_the_first_row_stay(self):
        for path in self.both_forms([list(self.COLUMNS), *self.body()]):
            self.assertNotIn("表头", " ".join(self.area(path, "--crs", "EPSG:4547")["warnings"]))
        words = self.put("企业.csv", "name,note\n甲厂,好\n乙厂,无\n")
        zonewright("convert", words, self.folder / "b.csv")
        self.assertEqual((self.folder / "b.csv").read_text("utf-8-sig").split()[0], "name,note")


class ClassCells(Study):
    def land(self, cells, **fields):
        return self.put("DLTB.geojson", collection([json.dumps(feature(square(300 * i), DLBM=cell, **fields)) for i, cell in enumerate(cells)]))

    def codes(self, path, *options):
        zonewright("import", self.study, path, "--role", "land_use", "--crs", "EPSG:4547", "--repair", "--replace", *options, code=(0, 3))
        copy = next((self.study / "data").glob("land_use_*.gpkg"))
        zonewright("convert", copy, self.folder / "back.geojson", "--overwrite")
        return [f["properties"]["class_code"] for f in json.loads((self.folder / "back.geojson").read_text())["features"]]

    def test_code_and_name_in_one_cell(self):
        names = {"0101": "水田", "0601": "工业用地", "0201K": "可调整果园", "1101": "河流水面"}
        forms = ("{c} {n}", "{n}({c})", "{n}（{c}）", "{c}{n}", "{c}-{n}", "{n} {c}", "[{c}]{n}", "{c}、{n}", "{n}", " {c} ", "{c}\u3000{n}")
        cells, expected = [], []
        for seed in range(60):
            draw = random.Random(seed)
            code = draw.choice(list(names))
            cells.append(draw.choice(forms).format(c=code, n=names[code]))
            expected.append(code)
        path = self.land(cells)
        self.assertEqual(self.codes(path), expected)
        told = self.findings(path, "land_use", "--crs", "EPSG:4547")
        self.assertIn("code_with_name", told)
        self.assertNotIn("code_unknown", told)

    def test_a_name_that_contradicts_its_code_is_unknown(self):
        path = self.land(["0101 水田", "0101 工业用地", "0601（水田）"])
        self.assertEqual(self.codes(path), ["0101", None, None])
        told = self.findings(path, "land_use", "--crs", "EPSG:4547", code=3)["code_name_contradicts"]
        self.assertIn("0101 工业用地 (0601)", told["feature"])

    def test_full_width_and_small_letters(self):
        self.assertEqual(self.codes(self.land(["０１０１", "0201k", "0201Ｋ"])), ["0101", "0201K", "0201K"])

    def test_what_is_no_class_stays_unknown(self):
        for cell in ("水田或旱地", "9999 水田", "0101 0601", "地类"):
            self.assertIn("code_unknown", self.findings(self.land([cell]), "land_use", "--crs", "EPSG:4547"))


class TraditionalCharacters(Study):
    def test_names_of_classes(self):
        path = self.put("DLTB.geojson", collection([json.dumps(feature(square(300 * i), DLBM=c)) for i, c in enumerate(("0102 水澆地", "工業用地", "1101"))]))
        told = self.findings(path, "land_use", "--crs", "EPSG:4547")
        self.assertIn("水澆地", told["characters_simplified"]["message"])
        self.assertNotIn("code_unknown", told)

    def test_names_of_towns(self):
        towns = ("塘廈鎮", "厚街鎮", "東城街道", "鳳崗鎮", "大嶺山鎮", "橫瀝鎮", "謝崗鎮", "樟木頭鎮", "黃江鎮", "虎門鎮", "長安鎮", "東莞市塘廈鎮")
        path = self.put("XZQ.geojson", collection([json.dumps(feature(square(300 * i), XZQMC=t, XZQDM="")) for i, t in enumerate(towns)]))
        told = self.findings(path, "town", "--crs", "EPSG:4547")
        self.assertIn("12 个值有繁体字", told["characters_simplified"]["message"])
        for code in ("441900116", "441900119", "441900003", "441900121", "441900118", "441900106"):
            self.assertIn(code, told["town_code_completed"]["message"])


    def test_a_town_that_the_plan_does_not_know_is_told_with_the_likely_one(self):
        path = self.put("XZQ.geojson", collection([json.dumps(feature(square(300 * i), XZQMC=t, XZQDM=c)) for i, (t, c) in enumerate((("塘夏镇", ""), ("厚街", ""), ("无名", "441900121")))]))
        answer = zonewright_json("import", self.study, path, "--role", "town", "--crs", "EPSG:4547", "--dry-run", code=3)
        told = [f for f in answer["findings"] if f["rule"] == "unknown_unit"]
        self.assertEqual([f["feature"] for f in told], ["塘夏镇"])
        self.assertIn("塘厦镇", told[0]["fix"])


class Written(Study):
    def test_convert_says_what_it_does_not_write(self):
        ring = [[*p, 12.5] for p in square()[0]]
        path = self.put("a.geojson", collection([json.dumps(feature([ring], id="A"))]))
        for name in ("b.gpkg", "b.shp", "b.geojson", "b.csv", "b.txt"):
            told = zonewright_json("convert", path, self.folder / name, "--from-crs", "EPSG:4547")["warnings"]
            self.assertIn("1 个要素有高程（Z）", " ".join(told))
        flat = self.put("c.geojson", collection([json.dumps(feature(square(), id="A"))]))
        self.assertNotIn("高程", " ".join(zonewright_json("convert", flat, self.folder / "c.gpkg", "--from-crs", "EPSG:4547")["warnings"]))

    def test_a_band_whose_scale_is_none_is_refused(self):
        for scale in (0, float("nan"), float("inf")):
            said = zonewright("import", self.study, raster(self.folder / "高程.tif", (25, 25), scale=scale), "--role", "dem", "--dry-run", code=2).stderr
            self.assertIn("高程.tif", said)
            self.assertIn("scale", said)


class Towns(Study):
    def test_what_could_not_be_compared_is_said(self):
        path = self.put("a.geojson", collection([json.dumps(feature(square(), XZQMC="塘厦镇"))]))
        zonewright("convert", path, self.folder / "镇街.gpkg", "--from-crs", "EPSG:4547")
        told = self.findings(self.folder / "镇街.gpkg", "town")["datum_uncompared"]["message"]
        for word in ("EPSG:4547", "GCJ-02", "BD-09", "1 km"):
            self.assertIn(word, told)
        self.assertNotIn("datum_uncompared", self.findings(self.folder / "镇街.gpkg", "town", "--crs", "EPSG:4547"))
