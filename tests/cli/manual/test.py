"""The manual pages say what the program does: one page a verb, every option on it, a help with an example."""
import re
import shlex
import shutil
import subprocess
import unittest

from zonewright_cli import PROGRAM, SOURCE, Folder, demo_study, zonewright, zonewright_json

# Examples that need what a test cannot have, by what they hold.
NOT_TRIED = {
    "zonewright serve": "waits for browsers", "--size city": "minutes", "--all-towns": "26 reports",
    "三调.gdb": "a file of the user", "地块.shp": "a file of the user", "西安80.shp": "a file of the user",
    "收到的文件": "a folder of the user", "XZQ.shp": "a file of the user", "drafts/": "a draft of the user",
    "plans/2024": "a draft of the user", "控制面积.csv": "a table of the user", "ten_ones.csv": "a table of the user",
    "out/certificates": "by the shell", "reports/塘厦": "a report of the user", "old.txt": "a file of the user",
    "-o sheets": "tried without its PDF by tests/cli/plan", "~/": "a file of the user", "松山湖研究": "as the one before",
    "verify mystudy": "of a study that was run", "--recompute all": "tried by tests/cli/verify", "--batch": "tried by tests/cli/report", "红线.dxf": "a file of the user",
}
OUTLINE = """[属性描述]
格式版本号=1.01版本
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=38
精度=0.001
转换参数=0,0,0,0,0,0,0
[地块坐标]
4,4.0,DK1,地块一,面,,工业用地,,@
J1,1,2543000.000,38487000.000
J2,1,2543000.000,38487200.000
J3,1,2543200.000,38487200.000
J4,1,2543200.000,38487000.000
J1,1,2543000.000,38487000.000
"""


class Manual(unittest.TestCase):
    def setUp(self):
        self.verbs = zonewright_json("describe", "verbs")["verbs"]

    def printed(self, verb):
        return zonewright("describe", verb["id"], "--manual").stdout

    def test_every_verb_has_a_page_with_the_usual_sections(self):
        for verb in self.verbs:
            text = self.printed(verb)
            for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES"):
                self.assertIn(f"## {section}\n", text, verb["id"])

    def test_options_come_from_what_is_declared(self):
        for verb in self.verbs:
            page = (SOURCE / "src" / "command" / f"{verb['id']}.md").read_text()
            self.assertIn("## OPTIONS\n\n@OPTIONS@\n", page, f"{verb['id']}.md lists its options by hand")
            text = self.printed(verb)
            self.assertNotIn("@OPTIONS@", text)
            for option in verb["options"]:
                self.assertRegex(text, rf"`(-\w, )?{option['name']}[ `]", f"{verb['id']}: {option['name']} is not on its page")

    def test_pages_state_what_was_measured_of_memory(self):
        for verb in self.verbs:
            text = self.printed(verb).split("## MEMORY\n")[1].split("\n## ")[0]
            self.assertNotIn("@MEMORY@", text)
            if verb["id"] == "serve":  # a process of its own for each question
                continue
            rows = re.findall(rf"\| `({verb['id']} [^`]*)` \| (\d+) \| (\d+) \|", text)
            self.assertTrue(rows, f"{verb['id']}: run tools/bench/memory --write")

    def test_pages_name_the_options_of_every_verb(self):
        for name in ("--json", "-q, --quiet", "--progress", "--lang", "--threads"):
            self.assertIn(f"`{name}", self.printed(self.verbs[0]))

    def test_options_are_explained_in_both_languages(self):
        text = zonewright("describe", "sites", "--manual").stdout
        for words in ("least net area in mu", "最小净面积（亩）", "more than 0", "大于 0", "cost|unit-cost|score"):
            self.assertIn(words, text)

    def test_every_verb_of_the_help_has_a_page(self):
        shown = zonewright("--help", "--lang", "en").stdout
        for verb in self.verbs:
            self.assertRegex(shown, rf"(?m)^  {verb['id']} ")
        pages = {page.stem for page in (SOURCE / "src" / "command").glob("*.md")}
        self.assertEqual(pages, {verb["id"] for verb in self.verbs})

    def test_help_speaks_both_languages_and_shows_an_example(self):
        for verb in self.verbs:
            for language, word in (("zh", "例：zonewright"), ("en", "Example: zonewright")):
                self.assertIn(word, zonewright(verb["id"], "--help", "--lang", language).stdout, verb["id"])



class Examples(Folder):
    """What help and pages show works when it is typed after `zonewright demo demo-city` and `run`."""

    def lines(self):
        shown = []
        for verb in zonewright_json("describe", "verbs")["verbs"]:
            page = zonewright("describe", verb["id"], "--manual").stdout
            shown += re.findall(r"^    (zonewright .*)$", page.split("## EXAMPLES")[1].split("\n## ")[0], re.M)
            words = zonewright(*verb["id"].split(), "--help", "--lang", "en").stdout
            shown += re.findall(r"Example: (zonewright .*)", words)
        return list(dict.fromkeys(line.strip() for line in shown))

    def prepare(self):
        shutil.copytree(demo_study(), self.folder / "demo-city")
        for name in ("地块.txt", "地块红线.txt"):
            (self.folder / name).write_text(OUTLINE, encoding="utf-8")
        ring = [[487000, 2543000], [487200, 2543000], [487200, 2543200], [487000, 2543200], [487000, 2543000]]
        (self.folder / "红线.geojson").write_text(
            '{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[%s]},'
            '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4547"}}}' % ring)
        (self.folder / "indicators.csv").write_text("target,town,year,value,unit\nindustrial_output,,2024,30000,亿元\n")
        shutil.copy(self.folder / "demo-city/data/parcels.gpkg", self.folder / "parcels.gpkg")
        for name in ("key", "bureau"):
            key, public = self.folder / f"{name}.pem", self.folder / f"{name}.pub.pem"
            subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", key], check=True)
            subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", public], check=True)

    def test_work_when_typed(self):
        self.prepare()
        wrong, tried = [], 0
        for line in sorted(self.lines(), key=lambda line: (not line.startswith(("zonewright init", "zonewright convert")),
                                                           "scarce.json" in line, "unpack" in line, "--signer" in line)):
            if any(words in line for words in NOT_TRIED):
                continue
            if line.startswith("zonewright demo "):
                continue  # it is there
            if line.startswith("zonewright convert"):  # more than one example writes the same file
                (self.folder / shlex.split(line)[3]).unlink(missing_ok=True)
            if "unpack" in line:
                shutil.rmtree(self.folder / line.split()[-1])
            done = subprocess.run([PROGRAM, *shlex.split(line)[1:]], capture_output=True, text=True, cwd=self.folder,
                                  timeout=600, check=False)
            tried += 1
            # 3: something is short or contradicts, and said; of the seal of another key that is right.
            if done.returncode not in (0, 3):
                wrong.append(f"{line}: {done.returncode} {(done.stderr or done.stdout)[-300:]}")
        self.assertEqual(wrong, [])
        self.assertGreater(tried, 50)


del Folder


if __name__ == "__main__":
    unittest.main()
