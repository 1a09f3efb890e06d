"""The files of the page: every word has its English, what is built of them is small and names no other host, and it is served packed."""
import gzip
import json
import pathlib
import re
import shutil
import subprocess
import unittest

from desk import Desk
from zonewright_cli import PROGRAM, SOURCE

WRITTEN = SOURCE / "src" / "server" / "page"
BUILT = pathlib.Path(PROGRAM).parent / "page"
WORDS = re.compile(r"'((?:[^'\\\n]|\\.)*[\u4e00-\u9fff](?:[^'\\\n]|\\.)*)'")
ENTRY = re.compile(r"'((?:[^'\\\n]|\\.)*)': ['\"]")
IS_BUILT = (BUILT / "app.js").exists()
# Named in the libraries that are packed: in messages and names of formats, never asked.
NAMED = {"www.w3.org", "www.opengis.net", "openlayers.org", "github.com"}


class Sources(unittest.TestCase):
    def test_every_text_has_its_english_and_none_is_left_over(self):
        said = {words for file in WRITTEN.glob("*.ts") if file.name != "english.ts" for words in WORDS.findall(file.read_text())} - {"中文"}
        known = set(ENTRY.findall((WRITTEN / "english.ts").read_text()))
        self.assertEqual(said - known, set())
        self.assertEqual(known - said, set())

    def test_as_many_places_for_values_in_both_languages(self):
        for words, english in re.findall(r"'((?:[^'\\\n]|\\.)*)': ['\"]((?:[^'\"\\\n]|'(?=[a-z])|\"(?=[^,\n]))*)", (WRITTEN / "english.ts").read_text()):
            if "{}" in words:
                self.assertEqual(words.count("{}"), english.count("{}"), words)

    def test_no_source_names_another_host(self):
        for file in [*WRITTEN.glob("*.ts"), *WRITTEN.glob("*.css"), *WRITTEN.glob("*.html"), *WRITTEN.glob("*.svg")]:
            self.assertEqual(set(re.findall(r"https?://([^/'\"]+)", file.read_text())) - {"www.w3.org"}, set(), file.name)


    def test_what_is_packed_of_others_is_named_with_its_licence(self):
        locked = json.loads((WRITTEN / "package-lock.json").read_text())["packages"]
        copyrights = (SOURCE / "tools" / "deb" / "copyright").read_text()
        rows = [row.split("\t") for row in (WRITTEN / "licences.tsv").read_text().splitlines() if not row.startswith("#")]
        self.assertIn(["ol", "BSD-2-Clause"], rows)
        for name, licence in rows:
            self.assertEqual(locked[f"node_modules/{name}"]["license"], licence)
            self.assertIn(f"Files: src/server/page/node_modules/{name}/*", copyrights)
            if IS_BUILT:
                told = (BUILT / "third-party.txt").read_text()
                self.assertIn(f"{name} {locked[f'node_modules/{name}']['version']} ({licence})", told)


    @unittest.skipUnless((WRITTEN / "node_modules" / "esbuild").exists() and shutil.which("node"), "Node or the modules of the page are missing")
    def test_the_page_projects_as_the_program_does(self):
        """The test point of tests/unit/gis, on planes with a zone, without one, and of 6°."""
        script = """import { buildSync } from 'esbuild';
            const made = buildSync({ entryPoints: ['plane.ts'], bundle: true, write: false, format: 'esm', platform: 'neutral', mainFields: ['module', 'main'] });
            const { Plane } = await import('data:text/javascript;base64,' + Buffer.from(made.outputFiles[0].text).toString('base64'));
            const planes = JSON.parse(process.argv[1]).map(plane_proj => new Plane({ plane: 'EPSG:0', plane_proj }));
            console.log(JSON.stringify(planes.map(plane => [plane.metres([113.75, 23]), plane.degrees(plane.metres([114.9, 22.1]))])));"""
        planes = [f"+proj=tmerc +lat_0=0 +lon_0={lon} +k=1 +x_0={east} +y_0=0 +ellps=GRS80 +units=m +no_defs +type=crs" for lon, east in ((114, 500000), (114, 38500000), (111, 500000))]
        told = subprocess.run(["node", "--input-type=module", "-e", script, json.dumps(planes)], cwd=WRITTEN, capture_output=True, text=True)
        self.assertEqual(told.returncode, 0, told.stderr)
        wanted = ((474369.3092, 2544559.4274), (38474369.3092, 2544559.4274), (782012.7091, 2547183.3623))
        for (metres, back), known in zip(json.loads(told.stdout), wanted):
            for found, each in zip((*metres, *back), (*known, 114.9, 22.1)):
                self.assertAlmostEqual(found, each, 3 if each > 1000 else 9)


@unittest.skipUnless(IS_BUILT, "the page is not built: Node or its modules are missing")
class Page(unittest.TestCase):
    def test_everything_of_the_page_is_at_most_300_kib_compressed(self):
        packed = sum(len(gzip.compress(file.read_bytes(), 6)) for file in BUILT.iterdir() if file.suffix in (".js", ".css", ".html", ".svg"))
        self.assertLessEqual(packed, 300 << 10)

    def test_what_is_packed_names_no_host_but_those_known(self):
        for file in (file for file in BUILT.iterdir() if file.suffix in (".js", ".css", ".html", ".svg")):
            self.assertLessEqual(set(re.findall(r"https?://([\w.-]+)", file.read_text())), NAMED, file.name)

    def test_every_file_is_served_packed_to_those_who_take_it_and_as_it_is_to_others(self):
        desk = Desk().open()
        self.addCleanup(desk.remove)
        visitor = desk.visitor()
        for file in BUILT.iterdir():
            plain = visitor.ask("GET", f"/page/{file.name}")
            self.assertEqual((plain.status, plain.body, plain.headers["Content-Encoding"]), (200, file.read_bytes(), None), file.name)
            refused = visitor.ask("GET", f"/page/{file.name}", headers={"Accept-Encoding": "br, gzip;q=0"})
            self.assertEqual(refused.body, plain.body)
            packed = visitor.ask("GET", f"/page/{file.name}", headers={"Accept-Encoding": "deflate, gzip"})
            if packed.headers["Content-Encoding"] is None:
                self.assertEqual(packed.body, plain.body)
                continue
            self.assertEqual(packed.headers["Content-Encoding"], "gzip")
            self.assertEqual(gzip.decompress(packed.body), plain.body)
            self.assertNotEqual(packed.headers["ETag"], plain.headers["ETag"])
            again = visitor.ask("GET", f"/page/{file.name}", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
            self.assertEqual(again.status, 304)
        self.assertEqual(visitor.ask("GET", "/page/app.js.gz").status, 404)


@unittest.skipIf(IS_BUILT, "the page is built")
class NotBuilt(unittest.TestCase):
    def test_one_page_says_so_and_how_to_build_it(self):
        desk = Desk().open()
        self.addCleanup(desk.remove)
        answer = desk.visitor().ask("GET", "/", headers={"Accept": "text/html"})
        self.assertEqual(answer.status, 200)
        for words in ("网页没有构建", "not built", "tools/setup"):
            self.assertIn(words, answer.body.decode())


if __name__ == "__main__":
    unittest.main()
