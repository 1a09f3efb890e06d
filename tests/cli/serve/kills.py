"""Nothing is lost when processes are killed: the desk's own, or those that answer."""
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest

from desk import HAS_BWRAP, TOWN_A, Desk, a_parcel
from zonewright_cli import PROGRAM, demo_study

LONG = os.environ.get("ZONEWRIGHT_LONG") == "1"


def processes_of(desk):
    """Those that answer questions of this desk."""
    found = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat") as stat:
                parent = int(stat.read().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if desk.process and parent == desk.process.pid:
            found.append(int(entry))
    return found


def below(root):
    """Those that this process has started, and that they have."""
    found, known = set(), {root}
    while known:
        new = set()
        for parent in known:
            try:
                with open(f"/proc/{parent}/task/{parent}/children") as children:
                    new |= set(map(int, children.read().split()))
                for task in os.listdir(f"/proc/{parent}/task"):
                    with open(f"/proc/{parent}/task/{task}/children") as children:
                        new |= set(map(int, children.read().split()))
            except OSError:
                continue
        known = new - found
        found |= new
    return found


def words_of(process):
    try:
        with open(f"/proc/{process}/cmdline", "rb") as words:
            return words.read().split(b"\0")
    except OSError:
        return [b""]


class Kills(unittest.TestCase):
    def setUp(self):
        self.desk = Desk().add_users()

    def tearDown(self):
        self.desk.remove()

    def answered_more(self, count, seconds=120):
        def answered():
            with contextlib.closing(sqlite3.connect(self.desk.state / "desk.sqlite", timeout=30)) as file:
                return file.execute("SELECT count(*), sum(state = 'successful') FROM job").fetchone()
        wanted, last = min((answered()[1] or 0) + count, answered()[0]), time.time() + seconds
        while (answered()[1] or 0) < wanted and time.time() < last:
            time.sleep(0.05)

    def test_no_question_is_lost_when_the_desk_and_its_workers_are_killed(self):
        count, rounds = (200, 20) if LONG else (24, 6)
        dice = random.Random(7)
        self.desk.open()
        visitors = [self.desk.visitor(name) for name in ("镇甲", "镇乙")]
        site = a_parcel(visitors[0], self.desk.towns[TOWN_A][0])
        # Site reports all of them in the long form; else each third, short questions between.
        asked = [("report", {"site": site}) if LONG or i % 3 == 0 else ("plan_show" if i % 3 == 1 else "zones", {}) for i in range(count)]
        jobs = [visitors[i % 2].execute(*each)["jobID"] for i, each in enumerate(asked)]
        killed = 0
        for round_number in range(rounds):
            # Some are answered between two kills, however slow the machine: one that is killed three times fails, as it should.
            self.answered_more(3)
            time.sleep(dice.uniform(0.05, 0.5))
            if round_number % 2:
                for process in processes_of(self.desk)[:1]:
                    try:
                        os.kill(process, signal.SIGKILL)
                        killed += 1
                    except ProcessLookupError:
                        pass
            else:
                self.desk.close(signal.SIGKILL)
                self.desk.open()
        bureau = self.desk.visitor("局里")
        states = [bureau.followed(job, 3600 if LONG else 600)["status"] for job in jobs]
        self.assertEqual(states, ["successful"] * count)
        for job in jobs:
            self.assertEqual(bureau.get(f"/jobs/{job}/results")["answer"]["value"]["schema_version"], 1)
        self.assertTrue(self.desk.visitor("管理员").get("/audit")["chain_holds"])

    def test_ctrl_c_ends_at_once_gives_back_what_runs_and_leaves_no_process(self):
        self.desk.open()
        town = self.desk.visitor("镇甲")
        job = town.execute("sites", {"cluster": "ai", "area_mu": 100, "count": 5})["jobID"]
        for _ in range(200):
            if processes_of(self.desk):
                break
            time.sleep(0.01)
        workers = processes_of(self.desk)
        began = time.time()
        self.assertEqual(self.desk.close(signal.SIGINT), 0)
        self.assertLess(time.time() - began, 3)
        self.assertIn("closed:", self.desk.last_words)
        time.sleep(0.2)
        for worker in workers:
            self.assertFalse(os.path.exists(f"/proc/{worker}"), "a question outlived the desk")
        self.desk.open()
        self.assertEqual(self.desk.visitor("镇甲").followed(job)["status"], "successful")

    def test_ctrl_c_ends_at_once_while_the_live_face_is_waited_for(self):
        self.desk.open()
        bureau, heard = self.desk.visitor("局里"), []

        def ask():
            try:
                heard.append(bureau.ask("POST", "/live/open", {}).status)
            except OSError:
                heard.append("hung up")
        asking = threading.Thread(target=ask)
        asking.start()
        stopped = set()
        for _ in range(2000):  # the process that would answer is kept from it
            for process in below(self.desk.process.pid):
                words = words_of(process)
                if b"--conversation" in words and not words[0].endswith(b"bwrap"):
                    os.kill(process, signal.SIGSTOP)
                    stopped.add(process)
            if stopped:
                break
            time.sleep(0.005)
        self.assertTrue(stopped)
        self.assertEqual(self.desk.close(signal.SIGINT), 0)
        self.assertIn("closed:", self.desk.last_words)
        asking.join()
        self.assertNotEqual(heard, [200])
        time.sleep(0.2)
        self.assertEqual([process for process in stopped if os.path.exists(f"/proc/{process}")], [], "the live face outlived the desk")

    def test_a_desk_that_is_killed_leaves_nothing_of_what_it_started(self):
        """Of a bwrap that starts something which nothing ties to it, as it does itself for an instant."""
        if not HAS_BWRAP:
            self.skipTest("bwrap is not installed")
        mark = f"300.{os.getpid()}"
        with tempfile.TemporaryDirectory(prefix="产域 ") as folder:
            shim = os.path.join(folder, "bwrap")
            with open(shim, "w") as script:
                script.write(f"#!/bin/sh\nsleep {mark} </dev/null >/dev/null 2>&1 3<&- &\nexec {shutil.which('bwrap')} \"$@\"\n")
            os.chmod(shim, 0o755)
            before = os.environ["PATH"]
            os.environ["PATH"] = folder + ":" + before
            try:
                self.desk.open()
            finally:
                os.environ["PATH"] = before
            self.desk.visitor("局里").post("/live/open", {}, 200)

            def left():
                return [entry for entry in filter(str.isdigit, os.listdir("/proc")) if mark.encode() in words_of(entry)]
            self.assertTrue(left(), "else this shows nothing")
            self.desk.close(signal.SIGKILL)
            last = time.time() + 10
            while left() and time.time() < last:
                time.sleep(0.02)
            self.assertEqual(left(), [])

    def test_a_question_that_is_always_killed_fails_after_three_attempts(self):
        self.desk.open()
        town = self.desk.visitor("镇甲")
        job = town.execute("sites", {"cluster": "ai", "area_mu": 100, "count": 5})["jobID"]
        last = time.time() + 60
        while time.time() < last and town.get("/jobs/" + job)["status"] in ("accepted", "running"):
            for process in processes_of(self.desk):
                try:
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.02)
        status = town.get("/jobs/" + job)
        self.assertEqual(status["status"], "failed")
        self.assertTrue(status["message"])
        self.assertEqual(town.followed(town.execute("zones", {})["jobID"])["status"], "successful", "the next is answered")

    def test_a_question_that_takes_too_long_is_stopped_and_says_so(self):
        self.desk.options += ["--time-limit-s", "1"]
        self.desk.open()
        town = self.desk.visitor("镇甲")
        status = town.followed(town.execute("report", {"find": True, "all_towns": True, "cluster": "ai", "area_mu": 60})["jobID"])
        self.assertEqual(status["status"], "failed")
        self.assertIn("1", status["message"])

    def test_a_second_desk_on_the_same_state_is_refused(self):
        self.desk.open()
        second = subprocess.run([PROGRAM, "serve", str(self.desk.study), "--state", str(self.desk.state), "--port", "0", *self.desk.options],
                                capture_output=True, text=True, timeout=30)
        self.assertNotEqual(second.returncode, 0)
        self.assertIn("zonewright serve", second.stderr)


class Opening(unittest.TestCase):
    def test_a_study_that_is_not_published_is_refused_with_what_to_do(self):
        from tiny_study import tiny_study
        import pathlib
        with tempfile.TemporaryDirectory(prefix="产域 ") as folder:
            study = tiny_study(pathlib.Path(folder) / "s")
            done = subprocess.run([PROGRAM, "serve", str(study), "--port", "0"], capture_output=True, text=True, timeout=30)
            self.assertEqual(done.returncode, 2)
            self.assertIn("zonewright run", done.stderr)

    def test_without_bwrap_it_says_so_loudly_and_opens_only_when_told_to(self):
        with tempfile.TemporaryDirectory(prefix="产域 ") as folder:
            env = {**os.environ, "PATH": "/nowhere"}
            words = [PROGRAM, "serve", str(demo_study()), "--state", folder, "--port", "0"]
            refused = subprocess.run(words, capture_output=True, text=True, timeout=30, env=env)
            self.assertEqual(refused.returncode, 2)
            self.assertIn("--without-sandbox", refused.stderr)
            opened = subprocess.Popen([*words, "--without-sandbox"], stdout=subprocess.PIPE, text=True, env=env)
            self.assertIn("警告", opened.stdout.readline())
            opened.send_signal(signal.SIGINT)
            opened.wait(timeout=10)
            opened.stdout.close()

    def test_users_are_kept_listed_and_removed(self):
        desk = Desk().add_users()
        try:
            for name, role, town, password, words in (("x", "town", None, "a" * 12, "--town"), ("x", "admin", None, "short", "10"),
                                                      ("a b", "admin", None, "a" * 12, "--add-user")):
                refused = desk.add_user(name, role, town, password)
                self.assertEqual(refused.returncode, 2)
                self.assertIn(words, refused.stderr + refused.stdout)
            base = [PROGRAM, "serve", str(desk.study), "--state", str(desk.state)]
            listed = subprocess.run([*base, "--list-users"], capture_output=True, text=True).stdout
            self.assertEqual(len(listed.strip().splitlines()), 4)
            self.assertEqual(subprocess.run([*base, "--remove-user", "镇甲"], capture_output=True).returncode, 0)
            self.assertEqual(subprocess.run([*base, "--remove-user", "镇甲"], capture_output=True).returncode, 2)
            self.assertEqual(oct((desk.state / "desk.sqlite").stat().st_mode & 0o777), "0o600")
        finally:
            desk.remove()


if not HAS_BWRAP:
    print("bwrap is not installed: questions run without walls in these tests")
