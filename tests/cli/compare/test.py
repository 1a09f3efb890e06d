"""zonewright compare: two small certificates written by hand, every figure checkable by eye."""
import json
import unittest

from zonewright_cli import Folder, zonewright, zonewright_json



def certificate(units, pieces, values=None, locked=()):
    return {"schema": "zonewright-allocation-certificate/2",
            "problem": {"clusters": ["ai", "energy"], "demand": [[0, None], [0, None]], "minimum_lot": [0, 0],
                        "units": [[name, area, (values or {}).get(name, [10, 20])] for name, area in units],
                        "locked": list(locked), "forbidden": [], "exclusive": [], "divisible": False,
                        "shortfall_penalty": 100, "places": [], "quotas": []},
            "answer": {"pieces": pieces, "prices": {"scale": 1, "limit": [0, 0], "exclusive": [], "messages": []},
                       "objective": 0, "value": 0, "shortfall": 0, "bound": 0, "price_bound": 0, "gap": 0, "stop": "proved"}}


class Compare(Folder):
    def write(self, name, content):
        (self.folder / name).write_text(json.dumps(content))
        return self.folder / name

    def test_states_from_to_and_why(self):
        a = self.write("a.json", certificate([("p1", 100), ("p2", 200), ("p3", 400)], [[0, 0, 100], [1, 1, 200]]))
        b = self.write("b.json", certificate([("p1", 100), ("p2", 200), ("p4", 800)], [[0, 1, 100], [1, 1, 200]],
                                             values={"p1": [10, 30]}))
        answer = zonewright_json("compare", a, b)
        reasons = {change["unit"]: change["reason"] for change in answer["changes"]}
        self.assertEqual(reasons, {"p1": "score_changed", "p3": "not_offered", "p4": "newly_offered"})
        moved = {(t["from"], t["to"]): t["area_m2"] for t in answer["transfers"]}
        self.assertEqual(moved, {("ai", "energy"): 0.01, ("energy", "energy"): 0.02, ("idle", "not_offered"): 0.04,
                                 ("not_offered", "idle"): 0.08})

    def test_people_read_names_programs_read_ids(self):
        a = self.write("a.json", certificate([("p1", 100), ("p2", 200)], [[0, 0, 100], [1, 1, 200]]))
        b = self.write("b.json", certificate([("p1", 100), ("p2", 200)], [[0, 1, 100]]))
        for language, names in (("zh", ("人工智能", "新能源", "未配置")), ("en", ("rtificial intelligence", "nergy", "idle"))):
            told = zonewright("compare", a, b, "--lang", language).stdout
            self.assertNotRegex(told, r"\bai\b|(?<!New )\benergy\b")
            for name in names:
                self.assertIn(name, told)
        self.assertEqual({t["from"] for t in zonewright_json("compare", a, b)["transfers"]}, {"ai", "energy"})

    def test_refuses_what_is_no_certificate(self):
        self.assertIn("JSON", zonewright("compare", self.folder / "none.json", self.folder / "none.json", code=2).stderr)
        wrong = self.write("wrong.json", {"schema": "other"})
        zonewright("compare", wrong, wrong, code=2)


if __name__ == "__main__":
    unittest.main()
