"""The zonewright program: where it is, whether it is the right one, and asking it."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import threading
import time

from qgis.core import QgsProcessingException, QgsSettings

from .language import words

SETTING = "zonewright/program"
PACKAGED = ("/usr/bin/zonewright", "/usr/local/bin/zonewright", "/opt/zonewright/bin/zonewright")
# How long the program may take to say what it can do, and to clean up when it is asked to stop.
ANSWERS_WITHIN_S = 20
STOPS_WITHIN_S = 1.0
POLL_S = 0.05


class Problem(Exception):
    """The program cannot be used; the text says why and what to do."""


def find():
    """The path set by the user, else the one on the PATH, else the package's. Raises Problem."""
    chosen = QgsSettings().value(SETTING, "", type=str)
    if chosen:
        return _runnable(chosen)
    for candidate in (shutil.which("zonewright"), *PACKAGED):
        if candidate and os.path.exists(candidate):
            return _runnable(candidate)
    raise Problem(words(
        "找不到 zonewright 程序。请安装它，或在“处理”选项的 Zonewright 一栏写明其路径。",
        "The zonewright program was not found. Install it, or state its path in the Processing options under Zonewright."))


def _runnable(path):
    if not os.path.isfile(path):
        raise Problem(words(f"设置的程序不存在：{path}。请改正“处理”选项中的路径，或清空它。",
                            f"The program set does not exist: {path}. Correct the path in the Processing options, or empty it."))
    if not os.access(path, os.X_OK):
        raise Problem(words(f"程序没有执行权限：{path}。请运行 chmod +x {path}",
                            f"The program may not be executed: {path}. Run chmod +x {path}"))
    return path


def shake_hands(path, definitions):
    """Raises Problem unless the program speaks the plugin's version of the schemas."""
    try:
        told = subprocess.run([path, "--json", "describe"], capture_output=True, timeout=ANSWERS_WITHIN_S,
                              stdin=subprocess.DEVNULL)
        answer = json.loads(told.stdout.decode("utf-8"))
        schema, version = answer["schema_version"], answer.get("version", "?")
    except (OSError, ValueError, KeyError, subprocess.TimeoutExpired):
        raise Problem(words(f"{path} 不是可用的 zonewright 程序（describe --json 没有答复）。",
                            f"{path} is no zonewright program that works (no answer to describe --json).")) from None
    if schema != definitions["schema_version"]:
        raise Problem(words(
            f"{path} 的版本 {version} 与插件不符（接口 {schema}，插件需要 {definitions['schema_version']}）。"
            "请安装同一版本的程序和插件。",
            f"Version {version} of {path} does not fit the plugin (interface {schema}, needed "
            f"{definitions['schema_version']}). Install program and plugin of one version."))
    missing = {q["name"] for q in definitions["questions"]} - {q["name"] for q in answer.get("questions", [])}
    if missing:
        raise Problem(words(f"{path} 的版本 {version} 不会回答：{'、'.join(sorted(missing))}。请升级程序。",
                            f"Version {version} of {path} cannot answer: {', '.join(sorted(missing))}. Upgrade it."))
    return version


class Child:
    """One run of the program. Its progress goes to the feedback; a cancelled feedback interrupts it."""

    def __init__(self, path, arguments, feedback):
        self.feedback = feedback
        self.process = subprocess.Popen([path, "--json", "--progress", "json", *arguments], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.out = bytearray()
        self.remarks = []
        self.readers = [threading.Thread(target=self._read_answer, daemon=True),
                        threading.Thread(target=self._read_progress, daemon=True)]
        for reader in self.readers:
            reader.start()

    def _read_answer(self):
        for block in iter(lambda: self.process.stdout.read1(65536), b""):
            self.out += block

    def _read_progress(self):
        for line in self.process.stderr:
            text = line.decode("utf-8", "replace").rstrip()
            try:
                step = json.loads(text)
                self.feedback.setProgress(100 * float(step["progress"]))
                self.feedback.setProgressText(str(step["stage"]))
            except (ValueError, KeyError, TypeError):
                if text:
                    self.remarks.append(text)

    def wait(self):
        """The answer, or None when it was cancelled."""
        cancelled = False
        while self.process.poll() is None:
            if self.feedback.isCanceled():
                cancelled = True
                self._stop()
                break
            time.sleep(POLL_S)
        self.process.wait()
        for reader in self.readers:
            reader.join()
        self.process.stdout.close()
        self.process.stderr.close()
        return None if cancelled else self._answer()

    def _stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _answer(self):
        try:
            answer = json.loads(self.out.decode("utf-8"))
        except ValueError:
            raise QgsProcessingException(words(
                f"程序没有给出答复（退出码 {self.process.returncode}）。", f"The program gave no answer (exit {self.process.returncode}).")
                + "\n" + "\n".join(self.remarks[-20:])) from None
        if answer.get("status") == "error":
            raise QgsProcessingException(_told(answer.get("error", {})))
        return answer


def _told(error):
    if not isinstance(error, dict):
        return str(error)
    return str(error.get("message") or "\n".join(f"{key}: {value}" for key, value in error.items()))


def ask(path, arguments, feedback):
    return Child(path, arguments, feedback).wait()


def ask_quietly(path, arguments):
    """For lists of choices: the answer, or None whatever goes wrong."""
    try:
        told = subprocess.run([path, "--json", "-q", *arguments], capture_output=True, timeout=ANSWERS_WITHIN_S,
                              stdin=subprocess.DEVNULL)
        return json.loads(told.stdout.decode("utf-8")) if told.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def study_of_project(project):
    """The study whose published project file is open, or ""."""
    home = project.homePath() if project is not None else ""
    for folder in (pathlib.Path(home), *pathlib.Path(home).parents) if home else ():
        if (folder / "study.toml").is_file():
            return str(folder)
    return ""
