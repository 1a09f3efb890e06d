"""axe-core on every view of the page that the tests of its flow look at: nothing serious or critical.

Skips where no Chromium or no axe-core is installed (npm ci --prefix tests/peers/page_tools, which tools/setup --peers does).
"""
import json
import unittest

import browser
import test_serve_page
from zonewright_cli import SOURCE

AXE = SOURCE / "tests/peers/page_tools/node_modules/axe-core/axe.min.js"
REFUSED = ("serious", "critical")


@unittest.skipUnless(AXE.exists() and browser.installed(), "no axe-core or no Chromium is installed")
class Accessible(test_serve_page.Page):
    seen = {}

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        print(f"axe-core: {len(cls.seen)} views, {sum(cls.seen.values())} rules passed")

    def look(self, name, *others):
        super().look(name, *others)
        page = self.page
        if not page.value("typeof axe === 'object'"):
            page.value(AXE.read_text(encoding="utf-8") + "; 0")
        told = json.loads(page.value("axe.run(document).then(r => JSON.stringify({passes: r.passes.length, violations: r.violations.map("
                                     "v => [v.impact, v.id, v.help, v.nodes.map(n => n.html.slice(0, 160)).slice(0, 5)])}))"))
        self.assertGreater(told["passes"], 10, f"{name}: axe-core did not look at the page")
        self.assertEqual([each for each in told["violations"] if each[0] in REFUSED], [], name)
        self.seen[name] = told["passes"]

    def test_axe_finds_what_is_wrong(self):
        self.page.open(self.desk.url + "/")
        self.page.wait_for_words("用户名")
        self.page.value("document.querySelector('label').remove(); document.querySelector('input').removeAttribute('id')")
        self.page.value(AXE.read_text(encoding="utf-8") + "; 0")
        found = json.loads(self.page.value("axe.run(document).then(r => JSON.stringify(r.violations.map(v => [v.id, v.impact])))"))
        self.assertIn(["label", "critical"], found)


if __name__ == "__main__":
    unittest.main()
