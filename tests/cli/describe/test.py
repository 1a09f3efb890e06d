"""zonewright describe: the knowledge and the verbs, for people and for other programs."""
import os
import pathlib
import shutil
import subprocess
import unittest

from zonewright_cli import SOURCE, Folder, demo_study, zonewright, zonewright_json

TOPICS = {"roles": "roles", "constraints": "constraints", "checks": "checks", "criteria": "criteria", "weights": "weights",
          "rules": "rules"}


class Describe(Folder):
    def test_overview_counts_the_files_of_layers(self):
        answer = zonewright_json("describe")
        counts = {topic["id"]: topic["count"] for topic in answer["topics"]}
        for topic, folder in TOPICS.items():
            self.assertEqual(counts[topic], len(list((SOURCE / "layers" / folder).glob("*.toml"))), topic)
        self.assertEqual(len(answer["catalogue_version"]), 64)
        self.assertIn("dongguan-2024", answer["plans"])

    def test_every_item_has_its_source_and_confidence(self):
        for topic in ("constraints", "checks", "criteria", "weights"):
            for item in zonewright_json("describe", topic)[topic]:
                self.assertTrue(item["evidence"]["source"], item["id"])
                self.assertIn(item["evidence"]["confidence"], ("high", "medium", "low", "unverified"))
        for rules in zonewright_json("describe", "rules")["rules"]:
            for value in rules["values"]:
                self.assertTrue(value["evidence"]["source"], value["key"])

    def test_one_item(self):
        item = zonewright_json("describe", "constraints", "power_corridor")["item"]
        self.assertEqual(item["width_by_class_m"]["500"], 20)
        self.assertIn("电力设施保护条例", item["legal_basis"])

    def test_verbs_are_listed_with_their_options(self):
        verbs = {verb["id"]: verb for verb in zonewright_json("describe", "verbs")["verbs"]}
        self.assertIn("run", verbs)
        options = {option["name"]: option for option in verbs["run"]["options"]}
        self.assertTrue(options["study"]["positional"] and options["study"]["required"])
        self.assertTrue(options["--fresh"]["flag"])
        self.assertNotIn("--language", options, "the language is an option of every verb")
        parts = {(option["action"], option["name"]) for option in verbs["plan"]["options"]}
        self.assertIn(("show", "--cluster"), parts)
        self.assertIn(("diff", "before"), parts)

    def test_questions_come_with_their_schemas(self):
        overview = {form["name"]: form for form in zonewright_json("describe")["questions"]}
        (sites,) = zonewright_json("describe", "sites")["questions"]
        self.assertEqual(sites, overview["sites"])
        self.assertEqual(sites["question"]["properties"]["cluster"]["choices_of"], "clusters")
        self.assertEqual(sites["question"]["properties"]["area_mu"]["unit"], "mu")
        self.assertIn("sites", sites["answer"]["required"])
        self.assertIn("describe", overview, "it describes itself")

    def test_a_verb_for_people(self):
        text = zonewright("describe", "sites", "--lang", "en").stdout
        self.assertIn("--area-mu mu", text)
        self.assertIn("more than 0; required", text)

    def test_choices_of_a_study(self):
        choices = zonewright_json("describe", demo_study())["choices"]
        self.assertEqual(set(choices), {"clusters", "towns", "parcels", "sites", "scenarios", "weight_sets", "stages", "roles",
                                        "sources", "plans", "link_cities", "platform_kinds"})
        self.assertEqual(len(choices["clusters"]), 12)
        self.assertIn("塘厦", "".join(town["title"] for town in choices["towns"]))
        self.assertIn("scarce", [scenario["value"] for scenario in choices["scenarios"]])
        site = choices["sites"][0]["value"]
        zonewright("report", demo_study(), "--site-id", site, "--no-pdf", "-o", self.folder / "out", code=(0, 3))
        one = zonewright_json("describe", demo_study(), "stages", "--lang", "en")["choices"]
        self.assertEqual(list(one), ["stages"])
        self.assertEqual(one["stages"][0], {"value": "intake", "title": "reading the sources"})

    def test_bash_completes_verbs_options_choices_and_files(self):
        (self.folder / "completion.bash").write_text(zonewright("describe", "--completion", "bash").stdout)
        (self.folder / "研究 一").mkdir()

        def completed(*words):
            line = " ".join(f'"{word}"' for word in ("zonewright", *words))
            done = subprocess.run(["bash", "-c", f'source ./completion.bash; COMP_WORDS=({line}); COMP_CWORD={len(words)}; _zonewright; '
                                                 'printf "%s\n" "${COMPREPLY[@]}"'],
                                  cwd=self.folder, capture_output=True, text=True, check=True)
            return done.stdout.split("\n")[:-1]

        self.assertEqual(completed("ver"), ["verify"])
        self.assertEqual(completed("sites", "study", "--area"), ["--area-mu"])
        self.assertEqual(completed("sites", "study", "--objective", ""), ["cost", "unit-cost", "score"])
        self.assertEqual(completed("sites", "--la"), ["--lang"])
        self.assertEqual(completed("plan", ""),
                         ["show", "coverage", "diff", "new", "match", "chains", "bases", "departments", "targets", "links", "pilots", "gain"])
        self.assertEqual(completed("sites", "--lang", ""), ["zh", "en"])
        self.assertEqual(completed("run", "研"), ["研究 一"])

    def test_bash_completes_what_the_study_offers(self):
        (self.folder / "completion.bash").write_text(zonewright("describe", "--completion", "bash").stdout)

        program = pathlib.Path(os.environ["ZONEWRIGHT"]).resolve()
        done = subprocess.run(["bash", "-c", f'source ./completion.bash; COMP_WORDS=("{program}" sites "{demo_study()}" --cluster semi); '
                                             'COMP_CWORD=4; _zonewright; printf "%s\n" "${COMPREPLY[@]}"'],
                              cwd=self.folder, capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout.split(), ["semiconductor"])

    def test_what_completion_asks_says_what_describe_says_and_asks_back_where_it_cannot_know(self):
        lister = pathlib.Path(os.environ["ZONEWRIGHT"]).resolve().with_name("zonewright-choices")

        def listed(*words, lang="zh"):
            done = subprocess.run([lister, *words], capture_output=True, text=True, env={**os.environ, "ZONEWRIGHT_LANG": lang})
            return done.returncode, [tuple(line.split("\t")) for line in done.stdout.splitlines()]

        for lang in ("zh", "en"):
            told = zonewright_json("describe", demo_study(), "--lang", lang)["choices"]
            for kind in ("clusters", "towns", "parcels", "sites", "scenarios", "weight_sets", "roles", "sources", "plans", "link_cities", "platform_kinds"):
                code, found = listed(demo_study(), kind, lang=lang)
                self.assertEqual(code, 0, kind)
                self.assertEqual([value for value, _ in found], [choice["value"] for choice in told[kind]], kind)
                if kind != "sites" or lang == "zh":  # the published names of industries are of the language of the run
                    self.assertEqual([title for _, title in found], [choice["title"] for choice in told[kind]], kind)
        self.assertEqual(listed(demo_study(), "clusters", "semi"), (0, [("semiconductor", listed(demo_study(), "clusters")[1][2][1])]))
        for words in ((), (demo_study(),), (demo_study(), "nonsense"), (self.folder, "clusters"), (self.folder, "towns")):
            self.assertEqual(listed(*words), (3, []), words)
        zonewright("init", self.folder / "new")
        self.assertEqual(listed(self.folder / "new", "towns"), (3, []), "it was never run")
        self.assertEqual(listed(self.folder / "new", "clusters")[0], 0)

    def test_other_shells_take_their_scripts(self):
        for shell in ("zsh", "fish"):
            for language in ("zh", "en"):
                script = zonewright("--lang", language, "describe", "--completion", shell).stdout
                for word in ("sites", "area-mu", "unit-cost", "clusters"):
                    self.assertIn(word, script)
                if shutil.which(shell):
                    checked = subprocess.run([shell, "-n" if shell == "zsh" else "--no-execute"], input=script, capture_output=True, text=True)
                    self.assertEqual((checked.returncode, checked.stderr), (0, ""), shell)

    def test_a_study_may_be_called_as_a_verb_is(self):
        study = self.folder / "run"
        shutil.copytree(demo_study(), study, ignore=shutil.ignore_patterns("out"))
        told = subprocess.run([pathlib.Path(os.environ["ZONEWRIGHT"]).resolve(), "describe", "run", "clusters"], cwd=self.folder,
                              capture_output=True, text=True)
        self.assertIn("semiconductor", told.stdout, told.stderr)

    def test_unknown_words_are_suggested(self):
        self.assertIn("criteria", zonewright("describe", "critera", code=2).stderr)
        self.assertIn("slope", zonewright("describe", "criteria", "slop", code=2).stderr)
        self.assertIn("clusters", zonewright("describe", demo_study(), "cluster", code=2).stderr)


if __name__ == "__main__":
    unittest.main()
