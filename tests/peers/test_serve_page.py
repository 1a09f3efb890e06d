"""The page of zonewright serve in a real browser: the town's whole flow by the keyboard alone, the bureau's by the mouse, at
200 % zoom, without a word to another host. Skips where no Chromium is installed. ZONEWRIGHT_PICTURES=FOLDER keeps pictures."""
import contextlib
import json
import math
import os
import pathlib
import shutil
import sqlite3
import struct
import sys
import tempfile
import unittest

from zonewright_cli import PROGRAM, SOURCE

sys.path.insert(0, str(SOURCE / "tests" / "cli" / "serve"))
import browser  # noqa: E402
from desk import PASSWORD, TOWN_A, Desk, a_parcel  # noqa: E402

# What a reader of screens needs: a name on every control, one heading, a language, no picture without words.
UNNAMED = """[...document.querySelectorAll('input, select, textarea, button, a, img, svg[role=img], [role=application]')].filter(e => e.checkVisibility()).filter(e => {
  const label = e.labels && e.labels.length ? e.labels[0].innerText : '';
  return !(label || e.getAttribute('aria-label') || e.getAttribute('alt') !== null && e.tagName === 'IMG' || e.innerText || '').toString().trim(); }).map(e => e.outerHTML.slice(0, 120))"""
CONTRAST = """(() => {
  const light = c => { const v = c.map(x => { x /= 255; return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; }); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c.slice(0, 3); } return [255, 255, 255]; };
  return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())).filter(e => {
    if (e.disabled || e.closest('svg')) return false;
    const a = light(rgb(getComputedStyle(e).color).slice(0, 3)), b = light(behind(e));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5; }).map(e => e.outerHTML.slice(0, 120)); })()"""


def outline_across_farmland(study):
    """200 m × 120 m over the border of some farmland well inside the city, in metres of EPSG:4547."""
    shapes, at, boxes = (study / "data" / "YJJBNT.shp").read_bytes(), 100, []
    while at < len(shapes):
        boxes.append(struct.unpack("<4d", shapes[at + 12:at + 44]))
        at += 8 + 2 * struct.unpack(">i", shapes[at + 4:at + 8])[0]
    west, south, _, north = boxes[len(boxes) // 3]
    middle = (south + north) / 2
    ring = [[west - 150, middle - 60], [west + 50, middle - 60], [west + 50, middle + 60], [west - 150, middle + 60], [west - 150, middle - 60]]
    return {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}},
            "features": [{"type": "Feature", "properties": {"name": "地块"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}


def parcel_corners(study):
    """First corners of the published parcels, in metres: of a GeoPackage's header and the well-known binary behind it."""
    with contextlib.closing(sqlite3.connect(study / "out" / "zonewright.gpkg")) as package:
        column, = package.execute("SELECT column_name FROM gpkg_geometry_columns WHERE table_name = 'parcel'").fetchone()
        shapes = [shape for shape, in package.execute(f'SELECT "{column}" FROM parcel') if shape]
    corners = []
    for shape in shapes:
        at = 8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[shape[3] >> 1 & 7]
        many = struct.unpack_from("<I", shape, at + 1)[0] == 6
        corners.append(struct.unpack_from("<2d", shape, at + (9 if many else 0) + 13))
    return corners


def colour_of(score):
    """As the page colours a score (surface.ts)."""
    ramp = ((255, 247, 188), (199, 233, 180), (127, 205, 187), (65, 182, 196), (29, 145, 192), (34, 94, 168), (12, 44, 132))
    at = score * (len(ramp) - 1)
    i = min(int(at), len(ramp) - 2)
    return [math.floor(a + (b - a) * (at - i) + 0.5) for a, b in zip(ramp[i], ramp[i + 1])]


@unittest.skipIf(browser.installed() is None, "no Chromium is installed")
@unittest.skipUnless((pathlib.Path(PROGRAM).parent / "page" / "app.js").exists(), "the page is not built: Node or its modules are missing")
class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = Desk().add_users().open()
        town = cls.desk.visitor("镇甲")
        cls.outline = a_parcel(town, cls.desk.towns[TOWN_A][0])
        cls.pictures = pathlib.Path(os.environ.get("ZONEWRIGHT_PICTURES") or tempfile.mkdtemp(prefix="zonewright-pictures-"))
        cls.pictures.mkdir(parents=True, exist_ok=True)

    @classmethod
    def tearDownClass(cls):
        cls.desk.remove()

    def setUp(self):
        self.page = browser.Browser()
        self.addCleanup(self.page.close)

    def look(self, name, language="zh-CN"):
        """Everything that has to hold of every view, and a picture."""
        page = self.page
        self.assertEqual(page.value(UNNAMED), [], name)
        self.assertEqual(page.value(CONTRAST), [], name)
        self.assertEqual(page.value("document.querySelectorAll('h1').length"), 1, name)
        self.assertEqual(page.value("document.documentElement.lang"), language, name)
        self.assertEqual(page.value("[...document.querySelectorAll('[id]')].length - new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"), 0, "ids are unique")
        page.size(640, 450)  # 200 % of 1280 × 900
        self.assertLessEqual(page.value("document.documentElement.scrollWidth"), 641, f"{name}: at 200 % nothing is cut off sideways")
        page.value("new Promise(done => setTimeout(done, 700))")  # maps are drawn anew
        page.picture(self.pictures / f"{name}-200.png")
        page.size(1280, 900)
        page.value("new Promise(done => setTimeout(done, 700))")
        page.picture(self.pictures / f"{name}.png")

    def wait_for_shapes(self, more_than):
        self.page.wait(f"Number((document.querySelector('.map') || {{ dataset: {{}} }}).dataset.shapes) > {more_than}")

    def sent_bytes(self):
        """What the files of the page took on their way, packed as they are."""
        return self.page.value("performance.getEntries().filter(e => e.entryType === 'navigation' || e.name.includes('/page/')).reduce((sum, e) => sum + e.encodedBodySize, 0)")

    def names_in_view(self):
        """What the map tells to those who do not see it."""
        return set(self.page.value("document.querySelector('.map .unseen').textContent").split("：")[-1].split(": ")[-1].split("、"))

    def end(self):
        hosts = {url.split("/")[2] for url in self.page.requests if "://" in url and not url.startswith(("blob:", "data:"))}
        self.assertEqual(hosts, {f"127.0.0.1:{self.desk.port}"})
        serious = [one for one in self.page.complaints if one["level"] == "error" and "401" not in one["text"] and "400" not in one["text"] and "503" not in one["text"]]  # 503: in a while
        self.assertEqual(serious, [])

    def sign_in(self, name):
        page = self.page
        page.open(self.desk.url + "/")
        page.wait_for_words("用户名")
        page.type(name)
        page.tab_to("密码")
        page.type(PASSWORD)
        page.press("Enter")
        page.wait("document.getElementById('who').innerText.includes('退出')")

    def test_a_towns_flow_by_the_keyboard_alone_and_the_bureaus_decision(self):
        page = self.page
        page.open(self.desk.url + "/")
        page.wait_for_words("用户名")
        self.look("1-sign-in")
        self.assertLess(self.sent_bytes(), 64 << 10)
        page.type("镇甲")
        page.tab_to("密码")
        page.type("wrong password")
        page.press("Enter")
        page.wait_for_words("用户名或密码不对")
        page.type(PASSWORD)  # the focus is back in the field
        page.press("Enter")
        page.wait_for_words("数据来源")
        self.look("2-data")
        page.tab_to("我有红线")
        page.press("Enter")
        page.wait_for_words("怎样提供")
        self.look("3-outline")
        page.tab_to("上传文件")
        page.press("ArrowDown")
        page.wait("!document.querySelector('textarea').closest('[hidden]')")
        page.tab_to("界址点坐标")
        ring = self.outline["features"][0]["geometry"]["coordinates"]
        while isinstance(ring[0][0], list):
            ring = ring[0]
        page.type("\n".join(f"J{i + 1} {x} {y}" for i, (x, y) in enumerate(ring[:-1])))
        page.tab_to("坐标次序")
        page.press("ArrowDown")
        page.tab_to("坐标系")
        page.press("ArrowDown", 2)
        page.tab_to("看看在哪里")
        page.press("Enter")
        page.wait_for_words("是这里，继续")
        self.wait_for_shapes(5)
        page.value("new Promise(done => setTimeout(done, 800))")
        self.look("4-is-it-here")
        self.assertLess(self.sent_bytes(), 300 << 10, "with the first map")
        before = page.value("document.querySelector('.map .ground').dataset.view")
        page.tab_to("红线位置图")
        page.press("ArrowRight")
        page.press("+")
        after = page.value("document.querySelector('.map .ground').dataset.view")
        west, _, east, _ = map(float, before.split())
        moved_west, _, moved_east, _ = map(float, after.split())
        self.assertAlmostEqual((moved_east - moved_west) / (east - west), 0.5, 6, "nearer by one step")
        self.assertGreater((moved_west + moved_east) / 2, (west + east) / 2, "and to the east")
        page.tab_to("是这里，继续")
        page.press("Enter")
        page.wait_for_words("项目名称（必填）")
        page.tab_to("容积率")
        page.type("一百")
        page.press("Enter")
        page.wait_for_words("请填写项目名称")
        page.wait_for_words("请填写 0 到 20 之间的数")
        self.look("5-project-errors")
        page.type("电子厂房")  # the focus is in the first field that is wrong
        page.tab_to("所属行业")
        page.type("计算机")
        page.tab_to("容积率")
        page.value("document.activeElement.select()")
        page.type("2.5")
        page.press("Enter")
        page.wait_for_words("需要办理的事项", 180)
        page.wait_for_words("报送市局")
        self.look("6-result")
        self.assertTrue(page.value("document.querySelector('.box p').innerText"))
        self.assertTrue(page.value("[...document.querySelectorAll('a[download]')].some(e => e.href.endsWith('report.docx') && e.innerText.includes('Word'))"))
        page.tab_to("报送市局", 120)
        page.press("Enter")
        page.wait_for_words("已报送")
        self.end()
        self.page.close()
        self.decide()

    def test_a_towns_flow_by_the_mouse_alone_with_land_cut_away_and_versions_compared(self):
        page = self.page
        page.open(self.desk.url + "/")
        page.wait_for_words("用户名")
        for words, typed in (("用户名", "镇甲"), ("密码", PASSWORD)):
            page.click(words, "input")
            page.type(typed)
        page.click("登录", "button")
        page.wait_for_words("数据来源")
        page.click("我有红线")
        page.wait_for_words("怎样提供")
        with tempfile.NamedTemporaryFile(suffix=".geojson") as file:
            file.write(json.dumps(outline_across_farmland(self.desk.study)).encode())
            file.flush()
            page.choose_file("input[type=file]", file.name)  # the window of the system is no part of the page
            page.click("看看在哪里")
            page.wait_for_words("是这里，继续")
        page.click("是这里，继续")
        page.wait_for_words("项目名称（必填）")
        page.click("项目名称", "input")
        page.type("电子厂房二期")
        page.click("出具选址报告")
        page.wait_for_words("需要办理的事项", 180)
        page.wait_for_words("去掉涉线部分")
        self.assertTrue(page.value("!!document.querySelector('.box.conflicts')"), "the outline lies on farmland")
        page.click("去掉涉线部分", "button")
        page.wait_for_words("以此为新的一版，继续", 180)
        page.value("document.querySelectorAll('table').forEach((e, i) => { e.hidden = i < 2; })")  # what a picture has room for
        self.wait_for_shapes(2)
        page.value("new Promise(done => setTimeout(done, 800))")
        self.look("13-cut")
        page.click("以此为新的一版，继续")
        page.wait_for_words("是这里，继续", 120)
        page.click("是这里，继续")
        page.wait_for_words("项目名称（必填）")
        self.assertIn("由第 1 版去掉涉线部分", page.value("[...document.querySelectorAll('textarea')].map(e => e.value).join()"))
        page.click("出具选址报告")
        page.wait_for_words("历次版本", 180)
        self.assertFalse(page.value("!!document.querySelector('.box.conflicts')"), "what conflicted is cut away")
        page.wait("document.querySelectorAll('[aria-label=\"版本对照\"] tbody tr').length > 4")
        page.click("最近两版在地图上对照")
        page.wait_for_words("蓝色为第 1 版，绿色为第 2 版", 120)
        page.value("new Promise(done => setTimeout(done, 800))")
        self.look("14-versions")
        matrix = page.value("document.querySelector('[aria-label=\"版本对照\"]').innerText")
        self.assertNotIn("没有报告", matrix, "the one that has just been made is among them")
        for words in ("第 1 版", "第 2 版", "由第 1 版去掉涉线部分", "不符合", "永久基本农田"):
            self.assertIn(words, matrix)
        page.click("报送市局")
        page.wait_for_words("已报送")
        self.end()

    def decide(self):
        self.page = page = browser.Browser()
        self.addCleanup(page.close)
        self.sign_in("局里")
        page.wait_for_words("待审核 1 件")
        self.look("7-queue")
        click = "[...document.querySelectorAll('{}')].find(e => e.innerText.includes('{}')).click()"
        page.value(click.format("td a, th a", "ZW-"))
        page.wait_for_words("审核意见", 60)
        page.wait_for_words("受理")
        page.click("在地图上看位置")
        self.wait_for_shapes(5)
        page.value(click.format("button", "退回"))
        page.wait_for_words("退回须写明理由")
        self.look("8-decision")
        page.value(click.format("button", "受理"))
        page.wait("[...document.querySelectorAll('button')].some(e => e.innerText === '签发')")
        page.value(click.format("button", "签发"))
        page.wait_for_words("已签发")
        self.end()

    def test_an_uploaded_file_and_land_that_is_looked_for(self):
        page = self.page
        self.sign_in("镇甲")
        page.value("location.hash = '#/outline'")
        page.wait_for_words("怎样提供")
        with tempfile.NamedTemporaryFile(suffix=".geojson") as file:
            file.write(json.dumps(self.outline).encode())
            file.flush()
            page.choose_file("input[type=file]", file.name)
            page.value("[...document.querySelectorAll('button')].find(e => e.innerText === '看看在哪里').click()")
            page.wait_for_words("是这里，继续")
        page.value("location.hash = '#/find'")
        page.wait_for_words("最小净面积")
        page.tab_to("最小净面积")
        page.value("document.activeElement.select()")
        page.type("60")
        page.press("Enter")
        page.wait_for_words("为什么不能更大", 180)
        self.wait_for_shapes(5)
        page.value("new Promise(done => setTimeout(done, 800))")
        self.assertTrue({"1", "2", "3"} <= self.names_in_view(), "as the table calls them")
        self.look("9-find")
        page.click("用地 2", "th button")
        page.wait("document.querySelector('th.chosen').innerText.startsWith('用地 2')")
        page.value("document.querySelector('th.chosen').classList.remove('chosen')")
        page.value("document.querySelector('.map .ground').focus()")
        page.press("Enter")
        page.wait("document.querySelector('th.chosen').innerText.startsWith('用地 2')")
        self.end()

    def place(self, east, north):
        """Where a place of the plane is in the window."""
        west, south, last_east, last_north = map(float, self.page.value("document.querySelector('.map .ground').dataset.view").split())
        left, top, wide, high = self.page.value("(b => [b.left, b.top, b.width, b.height])(document.querySelector('.map .ground').getBoundingClientRect())")
        return left + (east - west) / (last_east - west) * wide, top + (last_north - north) / (last_north - south) * high

    def corners(self):
        """Of the outline that is drawn, in metres."""
        return [tuple(map(float, row.split())) for row in self.page.value("document.querySelector('.drawing textarea').value").split("\n") if row]

    def drag(self, start, end):
        mouse = lambda kind, at, **more: self.page.send("Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], **more)  # noqa: E731
        mouse("mouseMoved", start)
        mouse("mousePressed", start, button="left", clickCount=1)
        for step in range(1, 6):
            mouse("mouseMoved", [a + (b - a) * step / 5 for a, b in zip(start, end)], button="left", buttons=1)
        mouse("mouseReleased", end, button="left", clickCount=1)

    def test_an_outline_drawn_by_the_mouse_snaps_and_its_corners_can_be_moved_and_typed(self):
        page = self.page
        self.sign_in("镇甲")
        page.value("location.hash = '#/outline'")
        page.wait_for_words("怎样提供")
        page.click("在地图上画", "label")
        self.wait_for_shapes(0)
        page.value("document.querySelector('.map').scrollIntoView({ block: 'center' })")
        page.tab_to("画红线的地图", 30)
        page.press("+", 5)
        page.wait("Number(document.querySelector('.map').dataset.shapes) > 40")  # parcels are there
        west, south, east, north = map(float, page.value("document.querySelector('.map .ground').dataset.view").split())
        middle, wide = ((west + east) / 2, (south + north) / 2), (east - west) / 6
        for away in ((-1, 1), (1, 1), (1, -1)):
            page.click_at(*self.place(middle[0] + away[0] * wide, middle[1] + away[1] * wide / 3))
            page.value("new Promise(done => setTimeout(done, 300))")
        page.wait_for_words("当前块 3 点")
        page.click("全部清除")
        page.value("document.querySelector('.drawing > details').open = true; document.querySelector('.map').scrollIntoView({ block: 'center' })")
        corner = min(parcel_corners(self.desk.study), key=lambda at: math.dist(at, middle))
        pixel = (east - west) / page.value("document.querySelector('.map .ground').clientWidth")
        for at in ((corner[0] + 5 * pixel, corner[1] - 4 * pixel), (corner[0] + wide, corner[1]), (corner[0] + wide, corner[1] - wide / 3)):
            page.click_at(*self.place(*at))
            page.value("new Promise(done => setTimeout(done, 300))")
        before = self.corners()
        self.assertEqual(len(before), 3)
        self.assertLess(math.dist(before[0], corner), 0.0011, "the corner of the parcel itself")
        page.value("document.querySelector('.map').scrollIntoView({ block: 'center' })")
        target = (before[2][0] + wide / 4, before[2][1] - wide / 10)
        self.drag(self.place(*before[2]), self.place(*target))
        page.wait_for_words("已修改")
        moved = self.corners()
        self.assertEqual(moved[:2], before[:2])
        self.assertLess(max(abs(a - b) for a, b in zip(moved[2], target)), 11 * pixel, "where it was dragged to, or the corner of a parcel near by")
        self.assertNotEqual(moved[2], before[2])
        self.look("15-draw-by-mouse")
        page.value("(e => { e.value += '\\nnorth 12'; e.dispatchEvent(new Event('change')); })(document.querySelector('.drawing textarea'))")
        page.wait_for_words("没有两个坐标")
        rows = "\\n".join(f"{x} {y}" for x, y in (*moved, (moved[0][0], moved[0][1] - 20)))
        page.value(f"(e => {{ e.value = '{rows}'; e.dispatchEvent(new Event('change')); }})(document.querySelector('.drawing textarea'))")
        page.wait_for_words("当前块 4 点")
        page.click("看看在哪里")
        page.wait_for_words("是这里，继续", 120)
        self.end()

    def test_an_outline_drawn_by_the_keyboard_alone(self):
        page = self.page
        self.sign_in("镇甲")
        page.value("location.hash = '#/outline'")
        page.wait_for_words("怎样提供")
        page.tab_to("上传文件")
        page.press("ArrowDown", 2)
        self.wait_for_shapes(0)
        page.tab_to("画红线的地图")
        page.press("+", 5)
        for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
            page.press("Enter")
            page.press(key)
        page.press("Enter")
        page.wait_for_words("当前块 4 点")
        self.look("10-draw")
        page.tab_to("看看在哪里")
        page.press("Enter")
        page.wait_for_words("是这里，继续", 120)
        self.assertIn("EPSG:4547", page.value("document.body.innerText"))
        self.end()

    def test_weights_are_moved_beside_the_map_in_both_languages(self):
        page = self.page
        self.sign_in("局里")
        page.value("location.hash = '#/live'")
        page.wait("document.getElementById('speed') && document.getElementById('speed').dataset.drawn > 0", 120)
        before = page.value("document.getElementById('speed').dataset.drawn")
        page.value("(e => { e.value = '0.4'; e.dispatchEvent(new Event('input')); })(document.querySelector('input[type=range]'))")
        page.wait(f"document.getElementById('speed').dataset.drawn > {before}")
        page.wait_for_words("升级")
        page.wait("document.querySelector('.map .unseen').textContent.split('、').length > 10")
        page.size(640, 450)  # at 200 % the map stays in view while the last of the weights is moved
        page.value("[...document.querySelectorAll('input[type=range]')].pop().scrollIntoView({ block: 'end' })")
        page.value("new Promise(done => setTimeout(done, 300))")
        seen = page.value("(() => { const map = document.querySelector('.map').getBoundingClientRect(), last = [...document.querySelectorAll('input[type=range]')].pop()"
                          ".getBoundingClientRect(); return [map.top, map.bottom, last.top, last.bottom]; })()")
        self.assertTrue(0 <= seen[0] and seen[1] - seen[0] > 150 and seen[1] <= seen[2] and seen[3] <= 450, seen)
        page.size(1280, 900)
        page.tab_to("适宜性地图", 120)
        page.press("Enter")
        page.wait_for_words("为什么是这个分")
        self.look("11-live")
        page.value("[...document.querySelectorAll('button')].find(e => e.innerText === 'English').click()")
        page.wait_for_words("Live suitability", 60)
        page.wait("document.getElementById('speed') && document.getElementById('speed').dataset.drawn > 0", 120)
        self.look("12-live-english", "en")
        page.value("location.hash = '#/data'")
        page.wait_for_words("Not checked is not clear")
        self.assertNotRegex(page.value("[...document.querySelectorAll('main th[scope=col], main h1, main h2, main a')].map(e => e.innerText).join()"), "[\u4e00-\u9fff]")
        page.value("[...document.querySelectorAll('button')].find(e => e.innerText === '中文').click()")
        self.end()

    def test_the_surface_lies_where_its_cells_are(self):
        page, bureau = self.page, self.desk.visitor("局里")
        self.sign_in("局里")
        page.value("location.hash = '#/live'")
        page.wait("document.getElementById('speed') && document.getElementById('speed').dataset.drawn > 0", 120)
        page.value("document.querySelector('.map .ground').focus()")
        page.press("+", 7)
        page.press("ArrowRight")
        page.value("new Promise(done => setTimeout(done, 1500))")
        about = bureau.post("/live/open", {}, 200)
        grid, cluster = about["grid"], next(one for one in about["clusters"] if one["criteria"])["cluster"]
        west, south, east, north = map(float, page.value("document.querySelector('.map .ground').dataset.view").split())
        wide = page.value("document.querySelector('.map .ground').clientWidth")
        pixel, cell = (east - west) / wide, grid["cell_m"]
        self.assertGreater(cell, 8 * pixel, "cells can be told apart")
        column, row = int((west - grid["west_m"]) / cell) + 1, int((grid["north_m"] - north) / cell) + 1
        across, down = int((east - west) / cell) - 2, int((north - south) / cell) - 2
        told = bureau.ask("POST", "/live/surface", {"cluster": cluster, "weights": {}, "curves": {}, "column": column, "row": row, "step": 1, "width": across, "height": down})
        scores = struct.unpack(f"<{across * down}H", told.body)
        looked = 0
        for j in range(0, down, max(1, down // 7)):
            for i in range(0, across, max(1, across // 7)):
                left, top = grid["west_m"] + (column + i) * cell, grid["north_m"] - (row + j) * cell
                for x, y in ((left + 1.1 * pixel, top - 1.1 * pixel), (left + cell - 1.1 * pixel, top - cell + 1.1 * pixel)):
                    at = [int((x - west) / pixel), int((north - y) / pixel)]
                    seen = page.value(f"[...document.querySelector('canvas.surface').getContext('2d').getImageData({at[0]}, {at[1]}, 1, 1).data]")
                    score = scores[j * across + i]
                    meant = [0, 0, 0, 0] if score == 65535 else [196, 196, 196, 255] if score == 65534 else [*colour_of(score / 10000), 255]
                    self.assertEqual(seen, meant, (i, j))
                    looked += 1
        self.assertGreater(looked, 20)
        self.assertGreater(len(set(scores)), 3, "not all of one colour")
        self.end()

    def test_pictures_of_the_study_lie_below_and_others_are_laid_over_by_the_keyboard(self):
        page = self.page
        self.sign_in("镇甲")
        page.value("location.hash = '#/outline'")
        page.wait_for_words("怎样提供")
        page.click("在地图上画", "label")
        page.wait("!!document.querySelector('.map details.layers')")
        self.wait_for_shapes(0)
        page.value("new Promise(done => setTimeout(done, 4000))")
        asked = [url.split("/tiles/")[1].split("/") for url in page.requests if "/tiles/" in url]
        self.assertEqual({set_of for set_of, *_ in asked}, {"base"})
        self.assertLess(len(asked), 200, "nothing is asked again and again")
        names = self.names_in_view()
        self.assertIn(self.desk.towns[TOWN_A][1], names)
        self.look("16-pictures")
        page.tab_to("可叠加的图层", 60)
        page.press("Enter")
        titles = page.value("[...document.querySelectorAll('.map .layers label')].map(e => e.innerText.trim())")
        self.assertGreater(len(titles), 3)
        page.tab_to(titles[0])
        page.press(" ")
        page.wait("document.querySelector('.map .layers input').checked")
        page.value("new Promise(done => setTimeout(done, 2000))")
        self.assertEqual(len({url.split("/tiles/")[1].split("/")[0] for url in page.requests if "/tiles/" in url}), 2)
        self.look("17-layers")
        self.end()

    def test_what_was_tried_is_saved_and_the_study_is_run_from_the_page(self):
        own = pathlib.Path(tempfile.mkdtemp(prefix="demo-page-", dir=self.desk.study.parent)) / "study"
        self.addCleanup(shutil.rmtree, own.parent)
        shutil.copytree(self.desk.study, own, ignore=shutil.ignore_patterns("desk"))
        desk = Desk(study=own).add_users().open()
        self.addCleanup(desk.remove)
        page = self.page
        shared, type(self).desk = self.desk, desk
        self.addCleanup(setattr, type(self), "desk", shared)
        self.sign_in("局里")
        page.value("location.hash = '#/live'")
        page.wait("document.getElementById('speed') && document.getElementById('speed').dataset.drawn > 0", 120)
        page.value("(e => { e.value = '0.4'; e.dispatchEvent(new Event('input')); })(document.querySelector('input[type=range]'))")
        page.click("价值曲线", "summary")
        page.wait("!!document.querySelector('.criterion details input, .criterion details textarea')")
        page.value("""(e => { e.value = e.tagName === 'TEXTAREA' ? e.value.replace(/ [0-9.]+$/, ' 0.123') : String(Number(e.value) + (e.value < 1 ? 0.01 : 1));
            e.dispatchEvent(new Event('change')); })(document.querySelector('.criterion details input, .criterion details textarea'))""")
        page.wait_for_words("改了价值曲线")
        page.click("存为方案", "summary")
        page.click("方案编号", "input")
        page.type("from-the-page")
        page.click("用途", "input")
        page.type("试用")
        page.click("存入研究", "button")
        page.wait_for_words("已存入研究")
        self.assertTrue((own / "layers" / "weights" / "from-the-page.toml").exists())
        self.assertEqual(len(list((own / "layers" / "criteria").glob("*.toml"))), 1)
        self.look("18-saved")
        page.click("用这套权重运行研究", "button")
        page.wait("!!document.querySelector('progress') || document.body.innerText.includes('运行完成')", 60)
        page.wait_for_words("运行完成", 300)
        page.click("看新的结果", "button")
        page.wait_for_words("权重 from-the-page", 120)
        self.assertIn("from-the-page", (own / "study.toml").read_text())
        self.end()

    def test_words_that_look_like_markup_stay_words(self):
        town = self.desk.visitor("镇甲")
        kept = town.upload("红线.geojson", json.dumps(self.outline).encode())
        title = "<img src=x onerror=alert(1)><script>alert(2)</script>"
        made = town.post("/requests", {"title": title, "upload": kept["id"], "comment": title})
        self.sign_in("镇甲")
        self.page.value(f"location.hash = '#/request/{made['id']}'")
        self.page.wait_for_words("报送市局", 180)
        self.assertIn(title, self.page.value("document.querySelector('h1').innerText"))
        self.assertEqual(self.page.value("document.querySelectorAll('main script, main img').length"), 0)
        self.end()


if __name__ == "__main__":
    unittest.main()
