"""cmake --install: the program finds its knowledge, and a ten-line program of someone else's asks for sites."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time
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


class Launcher(Folder):
    """The launcher of a portable bundle, before a program whose loader it brings; libraries are the system's here."""

    def setUp(self):
        super().setUp()
        self.bundle = self.folder / "便携 bundle"
        for folder in ("bin", "lib", "libexec", "share/zonewright"):
            (self.bundle / folder).mkdir(parents=True)
        loader = next(file for file in map(pathlib.Path, ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")) if file.exists())
        shutil.copy(loader, self.bundle / "lib" / loader.name)
        shutil.copy(PROGRAM, self.bundle / "libexec/zonewright")
        for folder in ("layers", "styles"):
            (self.bundle / "share/zonewright" / folder).symlink_to(SOURCE / folder)
        (self.bundle / "bin/page").mkdir()  # beside the program, for the knowledge is the source's here
        (self.bundle / "bin/page/index.html").write_text("<!DOCTYPE html>")
        (self.bundle / "share/proj").symlink_to("/usr/share/proj")
        (self.bundle / "share/gdal").symlink_to("/usr/share/gdal")
        launcher = self.bundle / "bin/zonewright"
        written = (SOURCE / "tools/bundle/launcher").read_text()
        launcher.write_text(written.replace("@PROGRAM@", "zonewright").replace("@LOADER@", loader.name))
        launcher.chmod(0o755)
        (self.folder / "one").symlink_to(self.bundle.name + "/bin/zonewright")
        (self.folder / "two").symlink_to(self.folder / "one")
        self.environment = {key: value for key, value in os.environ.items() if key != "ZONEWRIGHT_LAYERS"}

    def started(self, *words, program="two", **options):
        return subprocess.Popen([self.folder / program, *map(str, words)], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env=self.environment, **options)

    def test_through_links_from_anywhere(self):
        process = self.started("doctor", "--json", cwd="/")
        checks = {check["id"]: check for check in json.loads(process.communicate()[0])["checks"]}
        self.assertIn(str(self.bundle), checks["program"]["found"])
        self.assertIn(str(SOURCE / "layers"), checks["knowledge"]["found"])
        self.assertEqual(checks["projections"]["state"], "good")

    def test_exit_codes_and_words_pass(self):
        process = self.started("area", self.folder / "no  where $HOME.geojson", program="one")
        told = process.communicate()[1]
        self.assertEqual(process.returncode, 2)
        self.assertIn("no  where $HOME.geojson", told)

    def test_it_becomes_the_program_and_signals_reach_it(self):
        study = demo_study()
        process = self.started("serve", study, "--port", "0", "--without-sandbox", "--lang", "en", "--state", self.folder / "state")
        end = time.time() + 60
        runs = pathlib.Path(f"/proc/{process.pid}/exe")
        while process.poll() is None and time.time() < end and not (self.folder / "state").exists():
            time.sleep(0.05)
        self.assertEqual(os.readlink(runs).rsplit("/", 2)[:2], [str(self.bundle), "lib"])
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=60)
        self.assertIn(process.returncode, (0, 130), told)

    def test_a_colon_in_the_folders_name_is_told(self):
        moved = self.folder / "a:b"
        self.bundle.rename(moved)
        finished = subprocess.run([moved / "bin/zonewright", "--version"], capture_output=True, text=True)
        self.assertEqual(finished.returncode, 1)
        self.assertIn(str(moved), finished.stderr)


if __name__ == "__main__":
    unittest.main()
