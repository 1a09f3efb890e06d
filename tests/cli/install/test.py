"""cmake --install: the program finds its knowledge, and a ten-line program of someone else's asks for sites."""
import os
import pathlib
import subprocess
import unittest

from zonewright_cli import PROGRAM, SOURCE, Folder, demo_study

TEN_LINES = r"""
#include <iostream>

#include "answer/ask.h"
#include "answer/sites.h"

int main(int, char** arguments) {
    zonewright::answer::SitesQuestion question{.study = arguments[1], .cluster = "semiconductor", .area_mu = 100};
    for (const auto& site : zonewright::answer::ask(question, zonewright::Progress{}).sites)
        std::cout << site.id << ' ' << site.area_mu << '\n';
}
"""

PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(ten_lines CXX)
find_package(zonewright REQUIRED)
add_executable(ten_lines ten_lines.cpp)
target_link_libraries(ten_lines PRIVATE zonewright::answer)
"""


def run(*command, **options):
    finished = subprocess.run(list(map(str, command)), capture_output=True, text=True, **options)
    if finished.returncode != 0:
        raise AssertionError(f"{command}\n{finished.stdout[-3000:]}\n{finished.stderr[-3000:]}")
    return finished.stdout


class Installation(Folder):
    def test_the_program_and_a_stranger_find_everything(self):
        prefix = self.folder / "prefix"
        run("cmake", "--install", pathlib.Path(PROGRAM).resolve().parent, "--prefix", prefix)
        for file in ("bin/zonewright", "share/zonewright/layers/roles/town.toml", "share/zonewright/styles/zone.toml",
                     "share/zonewright/manual/sites.md", "share/bash-completion/completions/zonewright",
                     "include/zonewright/answer/sites.h", "include/zonewright/study/study.h"):
            self.assertTrue((prefix / file).exists(), file)
        completion = (prefix / "share/bash-completion/completions/zonewright").read_text()
        self.assertIn("--area-mu", completion)

        # Knowledge comes from the installation, not from the source tree.
        environment = {key: value for key, value in os.environ.items() if key != "ZONEWRIGHT_LAYERS"}
        study = demo_study()
        asked = ("sites", study, "--cluster", "semiconductor", "--area-mu", "100", "--lang", "en")
        printed = run(prefix / "bin/zonewright", *asked, env=environment)
        self.assertIn("semiconductor", printed)

        (self.folder / "ten_lines.cpp").write_text(TEN_LINES)
        (self.folder / "CMakeLists.txt").write_text(PROJECT)
        build = self.folder / "build"
        run("cmake", "-S", self.folder, "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Release")
        run("cmake", "--build", build)
        environment["ZONEWRIGHT_LAYERS"] = str(prefix / "share/zonewright/layers")
        rows = [line.split() for line in run(build / "ten_lines", study, env=environment).splitlines()]
        self.assertEqual(len(rows), 1)
        self.assertGreaterEqual(float(rows[0][1]), 100)
        self.assertIn(rows[0][0], printed)


if __name__ == "__main__":
    unittest.main()
