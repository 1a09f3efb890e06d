"""zonewright verify: results are what was published, certificates hold, reports are of their run; the rest is refused."""
import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import unittest
import zipfile

from zonewright_cli import SOURCE, Folder, demo_study, zonewright, zonewright_json


PERL_READER = SOURCE / "tests" / "oracle" / "assembly_certificate.pl"


class Verify(Folder):
    def test_every_certificate_of_the_demo_holds(self):
        answer = zonewright_json("verify", demo_study())
        self.assertGreater(len(answer["certificates"]), 10)
        self.assertEqual(answer["refused"], 0)
        self.assertEqual(answer["certificates"][0]["kind"], "portfolio")

    @unittest.skipUnless(shutil.which("perl"), "no Perl")
    def test_every_certificate_of_the_demo_holds_for_the_reader_in_another_language(self):
        files = sorted((demo_study() / "out" / "certificates").glob("*.jsonl"))
        self.assertGreater(len(files), 10)
        checked = subprocess.run(["perl", PERL_READER, *files], capture_output=True, text=True)
        self.assertEqual((checked.returncode, checked.stdout.count(": holds")), (0, len(files)), checked.stdout + checked.stderr)

    def test_another_file_is_refused(self):
        other = self.folder / "other.jsonl"
        other.write_text("{}\n")
        self.assertEqual(zonewright_json("verify", other, code=3)["refused"], 1)

    def altered(self, change):
        """Faults after one SQL statement on the published GeoPackage of a copy of the study."""
        study = self.folder / "study"
        shutil.copytree(demo_study(), study)
        with sqlite3.connect(study / "out" / "zonewright.gpkg") as package:
            package.executescript(without_triggers(package, "site") + change)
        answer = zonewright_json("verify", study, code=3)
        return [(fault["layer"], fault["field"]) for fault in answer["altered_rows"]]

    def test_published_rows_agree_with_the_certificates(self):
        self.assertEqual(zonewright_json("verify", demo_study())["altered_rows"], [])

    def test_the_language_of_the_run_is_no_alteration(self):
        study = self.folder / "study"
        shutil.copytree(demo_study(), study)
        for run, check in (("en", "zh"), ("zh", "en")):
            zonewright("run", study, "--quiet", "--lang", run, code=(0, 3))
            answer = zonewright_json("verify", study, "--lang", check)
            self.assertEqual((answer["altered_rows"], answer["refused"]), ([], 0), f"run in {run}, verified in {check}")

    def test_what_was_altered_taken_out_or_added_is_named(self):
        faults = self.altered("""UPDATE site SET area_m2 = area_m2 + 1 WHERE fid = 1;
                                 UPDATE site SET blocks_larger = 'none' WHERE fid = 2;
                                 DELETE FROM site WHERE fid = 3;
                                 DELETE FROM site_parcel WHERE rowid = 1;""")
        self.assertEqual(sorted(faults), [("site", "area_m2"), ("site", "blocks_larger"), ("site", "id"),
                                          ("site_parcel", "parcel_id")])


class PublishedInstances(unittest.TestCase):
    """The instances in tests/bench/assembly hold for both checkers, and a changed bound for neither."""

    files = sorted((SOURCE / "tests" / "bench" / "assembly").glob("*.jsonl"))

    def test_zonewright_accepts_them(self):
        self.assertGreater(len(self.files), 4)
        answer = zonewright_json("verify", *self.files)
        self.assertEqual((len(answer["certificates"]), answer["refused"]), (len(self.files), 0))

    @unittest.skipUnless(shutil.which("perl"), "no Perl")
    def test_the_reader_in_another_language_accepts_them(self):
        checked = subprocess.run(["perl", PERL_READER, *self.files], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        self.assertEqual(checked.stdout.count("holds"), len(self.files))

    def test_the_independent_script_accepts_them(self):
        checked = subprocess.run([sys.executable, SOURCE / "tools" / "verify_site.py", *self.files],
                                 capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout)
        self.assertEqual(checked.stdout.count("holds"), len(self.files))


class Certificates(Folder):
    """What is not a certificate word by word is refused by both checkers; rules are inside the hash."""

    source = SOURCE / "tests" / "bench" / "assembly" / "city-300mu.jsonl"

    def refused(self, lines, word=None):
        file = self.folder / "changed.jsonl"
        file.write_text("".join(lines), encoding="utf-8")
        verdict = zonewright_json("verify", file, "--lang", "en", code=3)["certificates"][0]
        self.assertFalse(verdict["holds"])
        if word:
            self.assertIn(word, verdict["fault"])
        checked = subprocess.run([sys.executable, SOURCE / "tools" / "verify_site.py", file], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 1, checked.stdout)
        self.assertIn("REFUSED", checked.stdout)
        if shutil.which("perl"):
            checked = subprocess.run(["perl", PERL_READER, file], capture_output=True, text=True)
            self.assertEqual(checked.returncode, 1, checked.stdout + checked.stderr)
            self.assertIn("REFUSED", checked.stdout)
            self.assertEqual(checked.stderr, "", "refused by a rule, not by an accident")

    def lines(self):
        return self.source.read_text(encoding="utf-8").splitlines(True)

    def with_header(self, change, hashed=False):
        lines = self.lines()
        header = json.loads(lines[0])
        change(header)
        dump = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        if hashed:  # as a forger would who knows the format
            rules = dump({key: value for key, value in header.items() if key not in ("instance", "sites", "objective", "bound")})[:-1]
            text = (rules + "\n" + "".join(lines[1:len(header["clusters"]) + 3])).encode()
            header["instance"] = hashlib.sha256(len(text).to_bytes(8, "little") + text).hexdigest()
        return [dump(header) + "\n", *lines[1:]]

    def test_rules_are_inside_the_hash(self):
        for key in ("min_area", "max_area", "radius", "owners", "towns", "redevelopment_permille", "count"):
            with self.subTest(key):
                self.refused(self.with_header(lambda h: h["clusters"][0].update({key: h["clusters"][0][key] + 1})), "hash")
        self.refused(self.with_header(lambda h: h["clusters"][0].update(name="other")), "hash")
        self.refused(self.with_header(lambda h: h.update(penalty=h["penalty"] + 1024)), "hash")
        self.refused(self.with_header(lambda h: h["units"].update(cost="yuan")), "units")

    def test_a_rule_that_is_loosened_with_its_hash_falls_by_the_proof(self):
        wider = self.with_header(lambda h: h["clusters"][0].update(min_area=h["clusters"][0]["min_area"] // 2), hashed=True)
        self.refused(wider)

    def test_a_claim_between_two_steps(self):
        # Else the proof, which ends at `least` - `step`, would pass a bound that is too high by less than a step.
        lines = self.with_header(lambda h: h.update(bound=h["bound"] - 1))
        claim = next(i for i, line in enumerate(lines) if line.startswith('{"claim"'))
        least = json.loads(lines[claim])["least"]
        lines[claim] = lines[claim].replace(str(least), str(least - 1), 1)
        self.refused(lines, "multiple of the step")

    def test_without_a_site_it_does_not_hold(self):
        self.refused(self.with_header(lambda h: h.update(sites=[], objective=0)), "no site")

    def test_only_whole_numbers_known_keys_and_each_once(self):
        lines = self.lines()
        header = json.loads(lines[0])
        self.refused([lines[0].replace(f'"objective":{header["objective"]}', f'"objective":{header["objective"]}.0'), *lines[1:]], "whole")
        self.refused([lines[0].replace(f'"bound":{header["bound"]}', f'"bound":{header["bound"]}.5'), *lines[1:]], "whole")
        self.refused([lines[0].replace('"parcels":[', '"parcels":[0.0,', 1), *lines[1:]], "whole")
        self.refused([lines[0].replace('"penalty":', '"note":1,"penalty":'), *lines[1:]], "unknown key")
        self.refused([lines[0].replace('"penalty":', '"penalty":0,"penalty":'), *lines[1:]], "twice")
        self.refused([lines[0].replace('"version":2', '"version":1'), *lines[1:]], "version 1")

    def test_an_id_twice(self):
        lines = self.lines()
        parcels = json.loads(lines[1])
        lines[1] = lines[1].replace(f'"{parcels["ids"][1]}"', f'"{parcels["ids"][0]}"', 1)
        self.refused(lines, "twice")

    def test_cut_short(self):
        lines = self.lines()
        self.refused(lines[:-1])
        self.refused([*lines[:-1], lines[-1][:-5]])
        self.refused(lines[:1])

    def test_one_that_a_run_published_is_compared_with_its_manifest(self):
        out = self.folder / "out"
        shutil.copytree(demo_study() / "out", out, ignore=shutil.ignore_patterns(".cache", "reports"))
        file = next(f for f in sorted((out / "certificates").glob("*.jsonl")) if f.stem != "portfolio")
        self.assertEqual(zonewright_json("verify", file)["refused"], 0)
        shutil.copy(self.source, file)  # a true certificate, but not that of this site
        verdict = zonewright_json("verify", file, "--lang", "en", code=3)["certificates"][0]
        self.assertIn("published", verdict["fault"])

    def test_tables_and_certificates_are_of_the_same_land(self):
        study = self.folder / "study"
        shutil.copytree(demo_study(), study)
        with sqlite3.connect(study / "out" / "zonewright.gpkg") as package:
            (site, parcel), = package.execute("SELECT site_id, parcel_id FROM site_parcel LIMIT 1").fetchall()
            package.executescript("".join(without_triggers(package, table) for table in ("parcel", "link", "site")) +
                                  f"UPDATE parcel SET net_m2 = net_m2 + 7 WHERE id = '{parcel}';"
                                  "UPDATE link SET parcel_b = 'other' WHERE fid = (SELECT min(l.fid) FROM link l JOIN site_parcel a ON a.parcel_id = l.parcel_a "
                                  "JOIN site_parcel b ON b.parcel_id = l.parcel_b AND b.site_id = a.site_id);"
                                  f"UPDATE site SET gap = 0.5, stop = 'node_budget' WHERE id = '{site}';")
        rows = {(row["layer"], row["field"]) for row in zonewright_json("verify", study, code=3)["altered_rows"]}
        for fault in (("parcel", "net_m2"), ("link", "parcel_b"), ("site", "gap"), ("site", "stop")):
            self.assertIn(fault, rows)


class Figures(Folder):
    def test_come_out_again_by_a_second_way(self):
        answer = zonewright_json("verify", demo_study(), "--recompute", "300", "--lang", "en")
        self.assertEqual(answer["recomputed_faults"], [])
        parts = {part["part"]: part for part in answer["recomputed"]}
        self.assertEqual(set(parts), {"area", "balance", "net", "waterfall", "score", "supply", "link", "surface", "distance",
                                      "share", "density", "class", "slope", "time"})
        for part in parts.values():
            self.assertGreater(part["rows"], 0, part)
        self.assertLess(parts["area"]["largest_difference"], 0.1)

    def test_that_do_not_are_named(self):
        study = self.folder / "study"
        shutil.copytree(demo_study(), study)
        with sqlite3.connect(study / "out" / "zonewright.gpkg") as package:
            package.executescript(without_triggers(package, "parcel") + """
                UPDATE parcel SET gross_m2 = gross_m2 + 10 WHERE fid = 1;
                UPDATE waterfall SET area_m2 = area_m2 + 1 WHERE town_code = 'all' AND supply_class = 'all' AND size_class = 'all' AND step = 'net';
                UPDATE balance SET allocated_m2 = allocated_m2 + 100;""")
        answer = zonewright_json("verify", study, "--recompute", "all", code=3)
        layers = {(fault["layer"], fault["field"]) for fault in answer["recomputed_faults"]}
        for fault in (("parcel", "gross_m2"), ("waterfall", "area_m2"), ("balance", "allocated_m2")):
            self.assertIn(fault, layers)

    def test_scores_of_other_aggregations_come_out_again(self):
        study = self.folder / "study"
        shutil.copytree(demo_study(), study)
        text = (study / "study.toml").read_text()
        for aggregation in ("wpm", "owa:0.3", "topsis", "fuzzy:0.5", "minimum"):
            with self.subTest(aggregation):
                (study / "study.toml").write_text(f'aggregation = "{aggregation}"\n' + re.sub(r"(?m)^aggregation *=.*\n", "", text))
                zonewright("run", study, "--quiet", code=(0, 3))
                answer = zonewright_json("verify", study, "--recompute", "50", "--lang", "en")
                parts = {part["part"]: part for part in answer["recomputed"]}
                self.assertEqual(answer["recomputed_faults"], [])
                self.assertGreater(parts["surface"]["rows"], 300)
                self.assertLess(parts["surface"]["largest_difference"], 5.1e-5)

    def test_a_sample_is_a_number_or_all(self):
        self.assertIn("200", zonewright("verify", demo_study(), "--recompute", "half", code=2).stderr)

    def test_the_study_run_again_gives_the_same(self):
        study = self.folder / "study"
        shutil.copytree(demo_study(), study)
        before = sorted(path.name for path in self.folder.iterdir())
        answer = zonewright_json("verify", study, "--rerun")
        self.assertEqual((answer["rerun_faults"], answer["refused"]), ([], 0))
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), before, "the scratch folder is gone")
        text = (study / "study.toml").read_text()
        (study / "study.toml").write_text(text.replace("area_mu = ", "area_mu = 1", 1))
        answer = zonewright_json("verify", study, "--rerun", code=3)
        self.assertTrue(any(fault["layer"] == "balance" and fault["row"] for fault in answer["rerun_faults"]))


class Reports(Folder):
    """Which run is a report of, and are its figures that run's?"""

    def setUp(self):
        super().setUp()
        self.study = self.folder / "study"
        shutil.copytree(demo_study(), self.study, ignore=shutil.ignore_patterns("reports"))
        with sqlite3.connect(self.study / "out" / "zonewright.gpkg") as package:
            (self.parcel,) = package.execute("SELECT id FROM parcel WHERE status = 'admissible' AND best_score IS NOT NULL").fetchone()
        zonewright("report", self.study, "--parcel", self.parcel, "--no-pdf", "--quiet", code=(0, 3))
        self.report = self.study / "out" / "reports" / self.parcel

    def verdict(self, file, *options, code=0):
        return zonewright_json("verify", file, *options, "--lang", "en", code=code)["reports"][0]

    def test_states_its_run_and_holds(self):
        manifest = json.loads((self.study / "out" / "manifest.json").read_text())
        for name in ("report.json", "report.html", "report.docx", "report.xlsx"):
            with self.subTest(name):
                verdict = self.verdict(self.report / name)
                self.assertEqual((verdict["holds"], verdict["figures_compared"], verdict["faults"]), (True, True, []))
                self.assertEqual(verdict["digest"], manifest["digest"])
        self.assertIn(verdict["code"], (self.report / "report.html").read_text())

    def test_a_changed_figure_is_named(self):
        file = self.report / "report.json"
        report = json.loads(file.read_text())
        report["area_m2"] += 1
        report["fits"][0]["score"] = 0.99
        file.write_text(json.dumps(report, ensure_ascii=False))
        faults = " ".join(self.verdict(file, code=3)["faults"])
        self.assertIn("/area_m2", faults)
        self.assertIn("/fits/0/score", faults)

    def test_a_changed_page_is_found(self):
        file = self.report / "report.html"
        area = f'{json.loads((self.report / "report.json").read_text())["area_m2"]:,.2f}'
        page = file.read_text()
        self.assertIn(area, page)
        file.write_text(page.replace(area, "99,999.99"))
        self.assertIn("99,999.99", " ".join(self.verdict(file, code=3)["faults"]))

    def changed_document(self, change):
        file = self.report / "report.docx"
        with zipfile.ZipFile(file) as book:
            entries = {name: book.read(name) for name in book.namelist()}
        entries["word/document.xml"] = change(entries["word/document.xml"].decode()).encode()
        with zipfile.ZipFile(file, "w") as book:
            for name, content in entries.items():
                book.writestr(name, content)
        return file

    def test_a_changed_word_document_is_found(self):
        area = f'{json.loads((self.report / "report.json").read_text())["area_m2"]:,.2f}'
        file = self.changed_document(lambda text: text.replace(area, "99,999.99"))
        faults = " ".join(self.verdict(file, code=3)["faults"])
        self.assertIn("99,999.99", faults)
        self.assertIn(area, faults, "and what stood there")

    def test_a_word_taken_out_of_the_document_is_found(self):
        file = self.changed_document(lambda text: text.replace("不符合", "符合").replace("未核查", "已核查"))
        self.assertTrue(self.verdict(file, code=3)["faults"])

    def test_a_word_document_whose_runs_were_parted_holds(self):
        # As an office program does: a run for every letter, other attributes, an empty paragraph more.
        def parted(text):
            whole = re.sub(r'<w:t xml:space="preserve">([^<&]{2,})</w:t>', lambda m: "</w:r><w:r>".join(
                f"<w:t>{letter}</w:t>" for letter in m[1]), text)
            return whole.replace("<w:sectPr>", '<w:p w:rsidR="00AB12CD"/><w:sectPr>')
        self.assertEqual(self.verdict(self.changed_document(parted))["faults"], [])

    @unittest.skipUnless(shutil.which("soffice"), "no LibreOffice")
    def test_a_word_document_that_an_office_program_saved_holds(self):
        saved = self.folder / "saved"
        subprocess.run(["soffice", f"-env:UserInstallation={(self.folder / 'profile').as_uri()}", "--headless", "--convert-to", "docx",
                        "--outdir", saved, self.report / "report.docx"], check=True, capture_output=True, timeout=300)
        if not (saved / "report.docx").exists():
            self.skipTest("LibreOffice without its Writer")
        shutil.copy(saved / "report.docx", self.report / "report.docx")
        self.assertEqual(self.verdict(self.report / "report.docx")["faults"], [])

    def test_of_another_run(self):
        zonewright("run", self.study, "--lang", "en", "--quiet", code=(0, 3))
        faults = self.verdict(self.report / "report.json", code=3)["faults"]
        self.assertEqual(len(faults), 1)
        self.assertIn("made from run", faults[0])

    def test_of_a_run_that_is_gone(self):
        file = self.folder / "report.json"
        shutil.copy(self.report / "report.json", file)
        done = zonewright("verify", file, "--lang", "en", code=2)
        self.assertIn("--study", done.stderr)
        self.assertTrue(self.verdict(file, "--study", self.study)["figures_compared"])

    def test_that_states_no_run(self):
        file = self.folder / "report.json"
        report = json.loads((self.report / "report.json").read_text())
        report["manifest"] = None
        file.write_text(json.dumps(report))
        self.assertIn("states no run", zonewright("verify", file, "--lang", "en", code=2).stderr)

    def test_a_public_one_of_a_parcel(self):
        zonewright("report", self.study, "--parcel", self.parcel, "--no-pdf", "--public", "-o", self.folder / "public", "--quiet", code=(0, 3))
        text = (self.folder / "public" / self.parcel / "report.json").read_text()
        self.assertIsNone(json.loads(text)["asked"]["outline"])
        self.assertTrue(self.verdict(self.folder / "public" / self.parcel / "report.json", "--study", self.study)["figures_compared"])

    @unittest.skipUnless(shutil.which("chromium") and shutil.which("pdftotext"), "no Chromium or no pdftotext")
    def test_a_pdf(self):
        zonewright("report", self.study, "--parcel", self.parcel, "--quiet", code=(0, 3))
        verdict = self.verdict(self.report / "report.pdf")
        self.assertEqual((verdict["holds"], verdict["figures_compared"], verdict["faults"]), (True, True, []))


def without_triggers(package, table):
    """The index triggers call functions that plain SQLite lacks."""
    names = package.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
    return "".join(f'DROP TRIGGER "{name}";' for (name,) in names)


if __name__ == "__main__":
    unittest.main()
