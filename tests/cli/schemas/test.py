"""JSON Schemas of questions and answers: valid themselves, and what the program prints obeys them."""
import json
import unittest

from zonewright_cli import Folder, demo_study, zonewright, zonewright_json

try:
    from jsonschema import Draft202012Validator
except ImportError:
    Draft202012Validator = None


@unittest.skipIf(Draft202012Validator is None, "python3-jsonschema is not installed")
class Schemas(Folder):
    @classmethod
    def setUpClass(cls):
        cls.forms = {form["name"]: form for form in zonewright_json("describe")["questions"]}

    def test_are_schemas(self):
        for name, form in self.forms.items():
            for part in ("question", "answer"):
                with self.subTest(name, part=part):
                    Draft202012Validator.check_schema(form[part])

    def test_questions_say_what_they_take(self):
        for name, form in self.forms.items():
            with self.subTest(name):
                properties = form["question"]["properties"]
                self.assertTrue(set(form["question"]["required"]) <= set(properties))
                self.assertTrue(all(p["description"] for p in properties.values()))

    def test_a_question_that_is_wrong_does_not_pass(self):
        validator = Draft202012Validator(self.forms["sites"]["question"])
        good = {"study": "demo-city", "cluster": "ai", "area_mu": 100}
        self.assertTrue(validator.is_valid(good))
        for change in ({"area_mu": 0}, {"area_mu": "100"}, {"objective": "best"}, {"footprint": [80]}, {"aera_mu": 1}):
            self.assertFalse(validator.is_valid({**good, **change}), change)
        self.assertFalse(validator.is_valid({"study": "demo-city"}))

    def asked(self):
        """Cheap questions about the demonstration study: verb, arguments, exit codes."""
        study = demo_study()
        certificate = next((study / "out" / "allocation").glob("*.json"))
        return [
            ("run", [study], (0, 3)),
            ("run", [study, "--until", "supply"], (0,)),
            ("sites", [study, "--cluster", "ai", "--area-mu", "100"], (0, 3)),
            ("sites", [study, "--cluster", "ai", "--area-mu", "100", "--all", "--limit", "3"], (0, 3)),
            ("sites", [study, "--cluster", "ai", "--area-mu", "90000"], (3,)),
            ("verify", [study], (0,)),
            ("verify", [certificate], (0, 3)),
            ("report", [study, "--find", "--all-towns", "--cluster", "ai", "--area-mu", "2000", "--no-pdf",
                        "-o", self.folder / "reports"], (0, 3)),
            ("describe", [], (0,)),
            ("describe", ["criteria"], (0,)),
            ("describe", ["criteria", "slope"], (0,)),
            ("describe", ["sites", "--manual"], (0,)),
            ("describe", [study, "clusters"], (0,)),
            ("describe", ["--completion", "bash"], (0,)),
            ("zones", [study], (0, 3)),
            ("supply", [study], (0, 3)),
            ("suitability", [study], (0, 3)),
            ("plan", ["show"], (0,)),
            ("plan", ["show", "--cluster", "ai"], (0,)),
            ("plan", ["coverage"], (0,)),
            ("plan", ["coverage", study], (0,)),
            ("plan", ["diff", "dongguan-2024", "dongguan-2024"], (0,)),
            ("plan", ["diff", "dongguan-2024", "dongguan-2024", "--study", study], (0,)),
            ("plan", ["new", self.folder / "another-city"], (0,)),
            ("plan", ["match", study], (0,)),
            ("plan", ["chains", study, "--cluster", "ai"], (0,)),
            ("plan", ["bases", study], (0,)),
            ("plan", ["departments", study], (0,)),
            ("plan", ["targets"], (0,)),
            ("area", [study / "data" / "CZKFBJ.shp"], (0, 3)),
            ("check", [study], (0, 3)),
        ]

    def test_answers_obey_them(self):
        for verb, arguments, codes in self.asked():
            form = self.forms.get(verb) or self.forms[f"{verb}_{arguments[0]}"]
            with self.subTest(verb, arguments=" ".join(map(str, arguments))):
                done = zonewright(verb, *arguments, "--json", code=(*codes, 2))
                if done.returncode == 2:
                    self.fail(done.stderr + done.stdout)
                answer = json.loads(done.stdout)
                validator = Draft202012Validator(form["answer"])
                problems = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(answer)]
                self.assertEqual(problems, [])
                self.assertEqual(set(answer) - set(form["answer"]["properties"]), set(), "keys that no schema knows")


if __name__ == "__main__":
    unittest.main()
