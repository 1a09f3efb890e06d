"""One figure per item in every form: page, Word document, workbook, GeoPackage of the evidence, JSON, command line.

Every number of report.json has its place in the table below: where the page and the workbook print it, or why they do
not. A number that is added to the JSON without a place makes the test fail.

ZONEWRIGHT_REPORTS=200 asks for many random reports (one process), ZONEWRIGHT_SEED for others.
"""
import decimal
import html
import json
import os
import random
import re
import sqlite3
import zipfile

from zonewright_cli import Folder, demo_study, zonewright, zonewright_json

EAST, NORTH = 487000, 2543000  # in 寮步


def outline(path, *rings, crs="EPSG::4547", more=(), **properties):
    """A GeoJSON outline; a ring is a list of (east, north). `more`: further polygons of the same outline."""
    polygons = [[ring + ring[:1] for ring in part] for part in (rings, *more)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({
        "type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs}"}},
        "features": [{"type": "Feature", "properties": properties,
                      "geometry": {"type": "MultiPolygon", "coordinates": polygons}}]}))
    return path


def plain(cell):
    """The words of a cell, blanks aside: line breaks and spans are written differently in the two forms."""
    text = re.sub(r"<[^>]*>", "", re.sub(r"<svg.*?</svg>", "", cell, flags=re.S))
    return re.sub(r"\s", "", html.unescape(text))


def table_rows(page):
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.S)
    return [[plain(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)]
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.S)]


def without_bars(page):
    """The page without columns of drawn bars, which a Word document leaves out."""
    def drawn(cell):
        return plain(cell) == "" and re.search(r"<i[ >]|<svg", cell) is not None

    def placed(row):
        """The cells with the column each begins in."""
        column, cells = 0, []
        for cell in re.findall(r"<t[dh][^>]*>.*?</t[dh]>", row, re.S):
            cells.append((column, cell))
            span = re.match(r'<t[dh][^>]*colspan="(\d+)"', cell)
            column += int(span[1]) if span else 1
        return cells

    def thinned(table):
        rows = [placed(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table[0], re.S)]
        bars = {column for cells in rows for column, cell in cells if drawn(cell)}
        return "".join("<tr>" + "".join(cell for column, cell in cells if column not in bars) + "</tr>" for cells in rows)

    return re.sub(r"<table[^>]*>.*?</table>", thinned, page, flags=re.S)


def word_rows(path):
    with zipfile.ZipFile(path) as book:
        text = book.read("word/document.xml").decode()
    rows = [[plain(cell) for cell in re.findall(r"<w:tc>(.*?)</w:tc>", row, re.S)]
            for row in re.findall(r"<w:tr>(.*?)</w:tr>", text, re.S)]
    # The box of the verdict and the cards are tables in Word only.
    frames = ("总体结论", "Overall", "椭球面积", "statutory")
    return [row for row in rows if row and not row[0].startswith(frames)]


def rounded(value, decimals):
    """Half up, as areas are printed; with thousands."""
    step = decimal.Decimal(1).scaleb(-decimals)
    return f"{value.quantize(step, decimal.ROUND_HALF_UP):,}"


def square_metres(m2):
    return rounded(decimal.Decimal(repr(m2)), 2)


def hectares(m2):
    return rounded(decimal.Decimal(repr(m2)) / 10000, 4)


def mu(m2):
    return rounded(decimal.Decimal(repr(m2)) * 3 / 2000, 2)


def number(text):
    return float(text.replace(",", "").rstrip("%"))


class Page:
    """Tables by the title of their first column; words without tables."""

    def __init__(self, text):
        text = re.sub(r"<style>.*?</style>|data:image/png;base64,[^\"]*", "", text, flags=re.S)
        self.tables = {}
        for table in re.findall(r"<table[^>]*>(.*?)</table>", text, re.S):
            rows = table_rows(table)
            self.tables.setdefault(rows[0][0], []).extend(rows[1:])
        self.words = plain(text)

    def rows(self, title):
        return [row for row in self.tables.get(plain(title), []) if row[0] != "合计"]

    def total(self, title):
        return next(row for row in self.tables[plain(title)] if row[0] == "合计")


class Book:
    """Sheets by name; a row as texts and numbers, under the titles of the columns."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as book:
            strings = [html.unescape(re.sub(r"<[^>]*>", "", text)) for text in
                       re.findall(r"<si>(.*?)</si>", book.read("xl/sharedStrings.xml").decode(), re.S)]
            names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
            self.sheets = {html.unescape(name): self.sheet(book.read(f"xl/worksheets/sheet{i}.xml").decode(), strings)
                           for i, name in enumerate(names, 1)}

    @staticmethod
    def sheet(text, strings):
        rows = []
        for row in re.findall(r"<row [^>]*>(.*?)</row>", text, re.S):
            cells = {}
            for letters, attributes, content in re.findall(r'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(.*?)</c>)', row, re.S):
                value = re.search(r"<v>(.*?)</v>", content or "")
                if value:
                    cells[letters] = strings[int(value[1])] if 't="s"' in attributes else float(value[1])
            rows.append(cells)
        return rows

    def rows(self, name):
        titles = self.sheets[name][1]
        return [{title: row.get(letters) for letters, title in titles.items()} for row in self.sheets[name][2:] if row]


# Numbers of the JSON that stand in no other form, and why.
JSON_ONLY = {
    "/schema_version": "of the JSON itself",
    "/compactness": "printed only where the outline is a snake",
    "/alternatives/*/ahead_share": "part of the sentence, in words",
    "/alternatives/*/cost_yuan_per_m2/central": "pages print ranges",
    "/cost_yuan_per_m2/central": "pages print ranges",
    "/cost/yuan/central": "pages print ranges",
    "/checks/*/widest_m": "printed where something is occupied: compared there",
    "/fits/*/contributions/*/weight": "compared for the cluster reported on",
    "/fits/*/contributions/*/worth": "compared for the cluster reported on",
    "/fits/*/contributions/*/points": "compared for the cluster reported on",
    "/checks/*/nearby/*/distance_m": "compared in words of the page by another test",
}

COMPARED = {
    "/area_m2", "/planar_m2", "/net_m2", "/owner_count", "/checks_made", "/checks_not_made", "/asked/outline/*/*/*/*",
    "/towns/*/area_m2", "/in_several_towns_m2", "/outside_city_m2", "/places/*/area_m2", "/parcels/*/gross_m2",
    "/parcels/*/overlap_m2", "/land/agricultural_m2", "/land/cultivated_m2", "/land/construction_m2", "/land/unused_m2",
    "/land/unclassed_m2", "/land/state_m2", "/land/collective_m2", "/land/ownership_unknown_m2", "/checks/*/area_m2",
    "/checks/*/unchecked_m2", "/checks/*/counted_twice_m2", "/checks/*/share", "/checks/*/parts/*/area_m2",
    "/checks/*/findings/*/area_m2", "/checks/*/findings/*/share", "/checks/*/features/*/area_m2",
    "/checks/*/features/*/width_m", "/fits/*/score", "/fits/*/admissible_share", "/fits/*/deviation", "/fits/*/places/*/share",
    "/indicators/*/required", "/indicators/*/low", "/indicators/*/high", "/indicators/*/value", "/alternatives/*/net_m2",
    "/alternatives/*/score", "/alternatives/*/distance_m", "/alternatives/*/cost_yuan_per_m2/low",
    "/alternatives/*/cost_yuan_per_m2/high", "/alternatives/*/owner_count", "/cost_yuan_per_m2/low", "/cost_yuan_per_m2/high",
    "/cost/yuan/low", "/cost/yuan/high", "/cost/known_share",
    "/standing/rank", "/standing/count", "/standing/draws", "/standing/mean_rank", "/standing/rank_low",
    "/standing/rank_high", "/standing/interval", "/standing/best_share", "/standing/best_chance",
    "/project/demanded_area_m2", "/project/investment_yuan", "/project/plot_ratio", "/project/building_coverage",
    "/project/office_land_share", "/project/office_floor_share", "/project/green_share", "/project/figures/tax_10k_yuan_per_mu",
    "/project/figures/output_10k_yuan_per_mu", "/project/figures/replacement_mu", "/disagreements/*/rows/*/area_m2",
}


def numeric_keys(value, path=""):
    if isinstance(value, dict):
        return {key for name, part in value.items() for key in numeric_keys(part, f"{path}/{name}")}
    if isinstance(value, list):
        return {key for part in value for key in numeric_keys(part, path + "/*")}
    return {path} if isinstance(value, (int, float)) and not isinstance(value, bool) else set()


class Figures(Folder):
    def test_agree_over_random_outlines(self):
        seed = int(os.environ.get("ZONEWRIGHT_SEED", "17"))
        count = int(os.environ.get("ZONEWRIGHT_REPORTS", "3"))
        draw = random.Random(seed)
        for k in range(count):
            east, north = EAST + draw.uniform(-9000, 9000), NORTH + draw.uniform(-9000, 9000)
            width, height, lean = draw.uniform(60, 900), draw.uniform(60, 900), draw.uniform(-40, 40)
            ring = [[east, north], [east + lean, north + height], [east + width, north + height + lean], [east + width - lean, north]]
            outline(self.folder / "in" / f"r{k}.geojson", ring)
        project = self.folder / "p.toml"
        project.write_text(f'industry = "39"\ndemanded_area_mu = {draw.uniform(20, 900):.2f}\ninvestment_yuan = {draw.randrange(10**7, 10**10)}\n'
                           f"plot_ratio = {draw.uniform(0.5, 4):.2f}\nbuilding_coverage = {draw.uniform(0.2, 0.6):.2f}\n"
                           f"office_land_share = {draw.uniform(0, 0.1):.2f}\noffice_floor_share = {draw.uniform(0, 0.2):.2f}\n"
                           f"green_share = {draw.uniform(0, 0.3):.2f}\n[indicators]\ntax_10k_yuan_per_mu = {draw.uniform(5, 90):.2f}\n"
                           f"output_10k_yuan_per_mu = {draw.uniform(50, 4000):.2f}\nreplacement_mu = {draw.uniform(0, 200):.2f}\n")
        asked = ("report", demo_study(), "--batch", self.folder / "in", "--project", project, "-o", self.folder / "out", "--no-pdf")
        answer = zonewright_json(*asked, code=(0, 3), timeout=36000)
        self.assertEqual(len(answer["reports"]), count)
        told = zonewright(*asked, code=(0, 3), timeout=3600).stdout  # kept, only told again
        for report in answer["reports"]:
            with self.subTest(seed=seed, outline=report["title"]):
                self.assertIn(report["headline"], told)
                self.compare(report, self.folder / "out" / report["title"])

    def compare(self, told, folder):
        self.assertEqual(told, json.loads((folder / "report.json").read_text()), "command line and file")
        strange = numeric_keys(told) - COMPARED - set(JSON_ONLY)
        self.assertEqual(strange, set(), "numbers of the JSON that no form is compared with")
        page = (folder / "report.html").read_text()
        self.assertEqual(word_rows(folder / "report.docx"), table_rows(without_bars(page)), "every cell of the page is in the Word document")
        self.compare_words(page, folder / "report.docx")
        self.told, self.page, self.book = told, Page(page), Book(folder / "report.xlsx")
        for part in (self.heading, self.extent, self.land, self.checks, self.parts, self.fits, self.indicators, self.alternatives,
                     self.standing, self.every_hectare):
            part()
        self.evidence(folder / "evidence.gpkg")

    def compare_words(self, page, document):
        """Every number in a sentence of the page is in the Word document as often, and the other way round."""
        body = re.sub(r"<style>.*?</style>|<svg.*?</svg>|<table.*?</table>|<nav.*?</nav>|<head>.*?</head>", " ", page, flags=re.S)
        with zipfile.ZipFile(document) as book:
            text = book.read("word/document.xml").decode()
        text = re.sub(r"<w:tbl>.*?</w:tbl>|<w:p>(?:(?!</w:p>).)*?PAGEREF.*?</w:p>", " ", text, flags=re.S)
        found = [sorted(re.findall(r"\d[\d,]*\.\d+", re.sub(r"<[^>]*>", "", part))) for part in (body, text)]
        cards = [f for f in found[0] if f not in found[1]]  # the cards and the box of the verdict are tables in Word
        self.assertLessEqual(len(cards), 12, cards)
        self.assertEqual([f for f in found[1] if f not in found[0]], [])

    def says(self, words, message=None):
        self.assertIn(plain(words), self.page.words, message)

    def heading(self):
        told = self.told
        for text in (square_metres(told["area_m2"]) + "㎡", hectares(told["area_m2"]) + "公顷", mu(told["area_m2"]) + "亩",
                     f"{told['planar_m2']:,.2f}㎡", told["headline"]):
            self.says(text)
        if told["checks_not_made"]:
            self.says(f"{told['checks_not_made']}项未核查")
        self.assertEqual(len(told["checks"]), told["checks_made"] + told["checks_not_made"])
        project = told["project"]
        self.says(mu(project["demanded_area_m2"]) + "亩")
        self.says(f"{project['investment_yuan'] / 1e4:,.2f}万元")
        for row in self.page.rows("#")[:1]:  # the matrix is printed where there are alternatives
            self.assertEqual(row[4], mu(told["net_m2"]))
            self.assertEqual(row[8], str(told["owner_count"]) if told["parcels"] else "—")
            self.assertEqual(row[5], self.unit_cost() or ("—" if told["cost"] else "未估算"))
        self.cost()
        whole = self.book.rows("合规性套合")[0]
        self.assertEqual((whole["核查项"], whole["㎡"]), ("选址范围", told["area_m2"]))

    def unit_cost(self):
        cost = self.told["cost_yuan_per_m2"]
        return cost and f"{cost['low']:,.0f}–{cost['high']:,.0f}"

    def cost(self):
        cost = self.told["cost"]
        if cost is None:
            return self.says("成本未估算")
        if self.unit_cost():
            self.says(f"每平方米净面积 {self.unit_cost()} 元")
        self.says(f"合计 {cost['yuan']['low'] / 1e4:,.0f}–{cost['yuan']['high'] / 1e4:,.0f} 万元")
        if cost["known_share"] < 0.99995:
            self.says(f"有地块资料的部分（{100 * cost['known_share']:.2f}%）")

    def closed(self, rows, sheet, m2_of, total):
        """Rows of page and workbook: m² exact, 公顷 and 亩 the same in both and within a unit, columns add up."""
        book = {plain(row[next(iter(row))]): row for row in self.book.rows(sheet) if row["㎡"] is not None}
        sums = [0, 0]
        for row in rows:
            m2 = m2_of[row[0]]
            self.assertEqual(row[1], square_metres(m2))
            self.assertLessEqual(abs(number(row[2]) * 1e4 - m2), 1.0001)
            self.assertEqual((book[row[0]]["㎡"], f"{book[row[0]]['公顷']:,.4f}"), (m2, row[2]))
            sums[0] += round(number(row[2]) * 1e4)
            if len(row) == 5:
                self.assertLessEqual(abs(number(row[3]) * 2000 / 3 - m2), 20 / 3 + 0.001)
                self.assertEqual(f"{book[row[0]]['亩']:,.2f}", row[3])
                sums[1] += round(number(row[3]) * 100)
        self.assertEqual(total[1], square_metres(sum(m2_of.values())))
        self.assertEqual(sums[0], round(number(total[2]) * 1e4))
        self.assertAlmostEqual(book["合计"]["公顷"], number(total[2]), places=9)
        if len(total) == 5:
            self.assertEqual(sums[1], round(number(total[3]) * 100))

    def extent(self):
        told = self.told
        towns = {plain(town["name"]) or "不在任何镇街内": town["area_m2"] for town in told["towns"]}
        if told["in_several_towns_m2"] > 0:
            towns["镇街界线相互重叠（只计一次）"] = -told["in_several_towns_m2"]
        else:
            self.closed(self.page.rows("所在镇街"), "所在镇街", towns, self.page.total("所在镇街"))
        if told["outside_city_m2"] > 0:
            self.says(hectares(told["outside_city_m2"]) + "公顷位于市域以外")
        places = self.page.rows("所在园区、功能区、基地（相互可重叠）")
        self.assertEqual([row[3] for row in places], [hectares(place["area_m2"]) for place in told["places"]])
        parcels = self.page.rows("地块编号")
        self.assertEqual([(row[0], row[-3], row[-2]) for row in parcels],
                         [(plain(p["id"]), hectares(p["gross_m2"]), hectares(p["overlap_m2"])) for p in told["parcels"][:30]])
        corners = {(f"{north:.3f}", f"{east:.3f}") for part in told["asked"]["outline"] for ring in part for east, north in ring}
        self.assertEqual({(row[2], row[3]) for row in self.page.rows("点号")}, corners)
        self.assertEqual({(f"{row['X（北）']:.3f}", f"{row['Y（东）']:.3f}") for row in self.book.rows("界址点")}, corners)

    def land(self):
        land = self.told["land"]
        if land is None:
            return
        cross = {row[0]: row[1:] for row in self.page.rows("权属")}
        total = self.page.total("权属")[1:]
        groups = ("agricultural_m2", "cultivated_m2", "construction_m2", "unused_m2", "unclassed_m2")
        for key, printed in zip(groups, total):
            self.assertLessEqual(abs(number(printed) * 1e4 - land[key]), 3, key)
        for column in range(6):
            self.assertAlmostEqual(sum(number(row[column]) for row in cross.values()), number(total[column]), places=6)
        for row in (*cross.values(), total):
            self.assertAlmostEqual(sum(number(row[i]) for i in (0, 2, 3, 4)), number(row[5]), places=6)
            self.assertLessEqual(number(row[1]), number(row[0]))
        owners = {"国有": "state_m2", "集体": "collective_m2", "未注明": "ownership_unknown_m2"}
        for owner, key in owners.items():
            self.assertLessEqual(abs(number(cross[owner][5]) * 1e4 - land[key]), 3, key)
        self.says(f"农用地{total[0]}公顷（耕地{total[1]}公顷")
        self.says(f"建设用地{total[2]}公顷、未利用地{total[3]}公顷")
        self.says(f"农民集体所有{cross['集体'][5]}公顷、国有{cross['国有'][5]}公顷")
        sheet = {row["权属"]: row for row in self.book.rows("土地分类面积（公顷）")}
        titles = ("农用地", "其中耕地", "建设用地", "未利用地", "未归类或未覆盖", "合计")
        for owner, row in (*cross.items(), ("合计", total)):
            self.assertEqual([f"{sheet[owner][title]:,.4f}" for title in titles], row, owner)
        # The owners are the sums of their codes as they stand in the table of ownership.
        codes = self.page.rows("现状权属")
        for owner, heads in (("国有", "12"), ("集体", "34")):
            self.assertAlmostEqual(sum(number(row[2]) for row in codes if row[0][0] in heads), number(cross[owner][5]), places=6)

    def checks(self):
        book = {plain(row["核查项"]): row for row in self.book.rows("合规性套合")}
        lines = {row[0].replace("（界外）", ""): row for row in self.page.rows("线别")}
        other = {row[0]: row for row in self.page.rows("因素")}
        for check in self.told["checks"]:
            title = plain(check["title"])
            row = book[title]
            if check["area_m2"] is None:
                self.assertIsNone(row["㎡"])
                continue
            self.assertEqual(row["㎡"], check["area_m2"], title)
            self.assertAlmostEqual(row["公顷"], check["area_m2"] / 1e4, places=9)
            self.assertAlmostEqual(row["占比"], check["share"], places=12)
            share = f"{100 * check['share']:.2f}%"
            if title in lines:
                self.assertEqual(lines[title][2:6], [square_metres(check["area_m2"]), hectares(check["area_m2"]), mu(check["area_m2"]), share])
                if check["features"]:
                    self.assertEqual(lines[title][6], f"{check['widest_m']:.2f}", title)
            elif title in other:
                self.assertEqual(other[title][2:4], [square_metres(check["area_m2"]), share])
            if check["unchecked_m2"] > 0:
                self.says(hectares(check["unchecked_m2"]) + "公顷")
            if check["counted_twice_m2"] > 0 and self.page.rows(title):
                self.says("图斑相互重叠")
            for finding in check["findings"]:
                self.says(f"{hectares(finding['area_m2'])}公顷（占{100 * finding['share']:.2f}%）", finding["title"])

    def parts(self):
        for check in self.told["checks"]:
            rows = self.page.rows(check["title"])
            if check["chapter"] != "current" or not rows or not check["parts"]:
                continue
            m2_of = {}
            for part in check["parts"]:
                name = "未注明" if not part["value"] else part["title"] if part["title"] == part["value"] else f"{part['value']}{part['title']}"
                m2_of[plain(name)] = part["area_m2"]
            if check["counted_twice_m2"] > 0:
                m2_of["图斑相互重叠（只计一次）"] = -check["counted_twice_m2"]
            bare = round(self.told["area_m2"] - sum(m2_of.values()), 2)
            if bare > 0:
                m2_of["图层未覆盖"] = bare
            self.assertEqual({row[0] for row in rows}, set(m2_of))
            self.closed(rows, check["title"], m2_of, self.page.total(check["title"]))
            # The same figures in the sentence of the check.
            hairlines = [row for row in rows if number(row[2]) == 0]
            for row in rows if bare <= 0 and not check["counted_twice_m2"] else ():
                if row not in hairlines:
                    self.assertIn(f"{number(row[2]):.4f} 公顷", check["sentence"], row)
            if hairlines and bare <= 0 and not check["counted_twice_m2"]:
                self.assertIn(f"另有 {len(hairlines)} 类共 {sum(number(row[1]) for row in hairlines):.2f} ㎡", check["sentence"])

    def fits(self):
        rows = {row[0]: row for row in self.page.rows("产业")}
        for fit in self.told["fits"]:
            row = rows[plain(fit["name"])]
            if fit["score"] is None:
                self.assertNotRegex(row[3], r"^\d")
                continue
            self.assertTrue(row[3].startswith(f"{fit['score']:.3f}"), row)
            if fit["deviation"] is not None:
                self.assertIn(f"±{fit['deviation']:.3f}", row[3])
            if fit["admissible_share"] < 1:
                self.assertIn(f"{100 * fit['admissible_share']:.2f}%", row[3])
            for place in fit["places"]:
                self.assertIn(f"{100 * place['share']:.1f}%", row[2])
        chosen = next((fit for fit in self.told["fits"] if fit["cluster"] == self.told["cluster"]), None)
        parts = self.page.rows("指标")
        if chosen is None or not parts:
            return
        book = [row for row in self.book.rows("得分构成") if row["指标"] != "合计"]
        wanted = [tuple(f"{part[key]:.4f}" for key in ("weight", "worth", "points")) for part in chosen["contributions"]]
        self.assertEqual(sorted(tuple(row[2:5]) for row in parts), sorted(wanted))
        self.assertEqual(sorted(tuple(f"{row[key]:.4f}" for key in ("权重", "价值", "得分")) for row in book), sorted(wanted))

    def indicators(self):
        rows = self.page.rows("控制指标")
        self.assertEqual(len(rows), len(self.told["indicators"]))
        for row, indicator in zip(rows, self.told["indicators"]):
            for key, cell in (("required", row[2]), ("low", row[2]), ("high", row[2]), ("value", row[3])):
                if indicator[key] is not None:
                    value = indicator[key]
                    self.assertTrue(f"{value:,.2f}" in cell or f"{100 * value:g}%" in cell or f"{100 * value:.0f}%" in cell,
                                    (indicator["key"], key, value, cell))

    def alternatives(self):
        others = self.told["alternatives"]
        rows = self.page.rows("#")[1:]
        book = self.book.rows("方案比选") if others else []
        self.assertEqual((len(rows), len(book)), (len(others), len(others)))
        for other, row, line in zip(others, rows, book):
            cost = other["cost_yuan_per_m2"]
            self.assertEqual(row[4:9], [mu(other["net_m2"]), f"{cost['low']:,.0f}–{cost['high']:,.0f}", f"{other['score']:.3f}",
                                        f"{other['distance_m'] / 1000:.1f}", str(other["owner_count"])])
            self.assertEqual((row[1], line["净面积 ㎡"], f"{line['适宜性']:.3f}", f"{line['相距（公里）']:.1f}"),
                             (plain(line["方案"]), other["net_m2"], row[6], row[7]))
            self.assertEqual(f"{line['元/㎡（低）']:,.0f}–{line['元/㎡（高）']:,.0f}", row[5])

    def standing(self):
        found = self.told["standing"]
        if found is None:
            return
        if found["count"] == 1:
            self.says(f"{found['town']}没有其他已评分的地块，不排位次")
            return
        self.says(f"{found['count']}宗已评分地块（含本地块）中排第{found['rank']}")
        self.says(f"随机抽取{found['draws']}次，平均名次{found['mean_rank']:.1f}，{100 * found['interval']:.0f}%的情形在第"
                  f"{found['rank_low']}–{found['rank_high']}名之间")
        self.says(f"位列前{100 * found['best_share']:.0f}%的机会为{100 * found['best_chance']:.0f}%")

    def every_hectare(self):
        """Whatever the sentences call so many 公顷 is, within a unit, an area that the JSON knows or a sum of its parts."""
        known = set()

        def gather(value, name=""):
            if isinstance(value, dict):
                for key, part in value.items():
                    gather(part, key)
            elif isinstance(value, list):
                for part in value:
                    gather(part, name)
            elif isinstance(value, (int, float)) and name.endswith("_m2"):
                known.add(value)
        gather(self.told)
        for found in self.told["disagreements"]:  # the headline of one: what both sources state, and differently
            known.add(sum(row["area_m2"] for row in found["rows"]
                          if not row["agrees"] and "未注明或未覆盖" not in (row["first"], row["second"])))
        words = self.page.words
        for other in self.told["alternatives"]:
            words = words.replace(plain(other["headline"]), "")
        for row in self.page.rows("权属") + [self.page.total("权属")] if self.told["land"] else []:
            known.update(number(cell) * 1e4 for cell in row[1:])
        for figure in set(re.findall(r"(\d[\d,]*\.\d{4})公顷", words)):
            m2 = number(figure) * 1e4
            self.assertTrue(any(abs(m2 - area) <= 1.001 for area in known), f"{figure} 公顷 is no figure of the JSON")

    def evidence(self, path):
        with sqlite3.connect(path) as package:
            pieces = sorted((rule, feature or "", round(area, 2), round(width, 6)) for rule, feature, area, width in
                            package.execute("SELECT rule, feature, area_m2, width_m FROM piece"))
            (whole,) = package.execute("SELECT area_m2 FROM outline").fetchone()
        told = sorted((check["rule"], piece["feature"], round(piece["area_m2"], 2), round(piece["width_m"], 6))
                      for check in self.told["checks"] for piece in check["features"])
        self.assertEqual((pieces, whole), (told, self.told["area_m2"]))
