"""A real browser for tests: Chromium without a window, driven through the pipe of its DevTools protocol. No other package."""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")


def installed():
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Browser:
    """One page. Everything it asks of the network and everything it complains about is kept."""

    def __init__(self, wide=1280, high=900):
        self.profile = tempfile.mkdtemp(prefix="zonewright-browser-")
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()

        def plumb():
            # The protocol reads from 3 and writes to 4.
            read, write = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(read, 3)
            os.dup2(write, 4)
            os.set_inheritable(3, True)
            os.set_inheritable(4, True)
        self.process = subprocess.Popen(
            [installed(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars",
             f"--user-data-dir={self.profile}", f"--window-size={wide},{high}", "--remote-debugging-pipe", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False, preexec_fn=plumb)
        os.close(theirs_in)
        os.close(theirs_out)
        self.read, self.write = ours_in, ours_out
        self.heard, self.number, self.answers = b"", 0, {}
        self.requests, self.complaints = [], []
        targets = self.send("Target.getTargets")["targetInfos"]
        page = next(one for one in targets if one["type"] == "page")
        self.session = None
        self.session = self.send("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log", "DOM"):
            self.send(domain + ".enable")

    def send(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        wanted, last = self.number, time.time() + 60
        while wanted not in self.answers:
            if time.time() > last:
                raise AssertionError(f"no answer to {method}")
            self.hear()
        answer = self.answers.pop(wanted)
        if "error" in answer:
            raise AssertionError(f"{method}: {answer['error']}")
        return answer["result"]

    def hear(self):
        while b"\0" not in self.heard:
            piece = os.read(self.read, 1 << 20)
            if not piece:
                raise AssertionError("the browser has ended")
            self.heard += piece
        *messages, self.heard = self.heard.split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self.answers[message["id"]] = message
            elif message["method"] == "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"]["url"])
            elif message["method"] == "Log.entryAdded":
                self.complaints.append(message["params"]["entry"])
            elif message["method"] == "Runtime.exceptionThrown":
                self.complaints.append({"level": "error", "text": json.dumps(message["params"]["exceptionDetails"])})

    def open(self, url):
        self.send("Page.navigate", url=url)

    def value(self, expression):
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise AssertionError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def wait(self, expression, seconds=60):
        last = time.time() + seconds
        while time.time() < last:
            try:
                if value := self.value(expression):
                    return value
            except AssertionError:  # the page is being changed for another
                pass
            time.sleep(0.05)
        raise AssertionError(f"not within {seconds} s: {expression}\n{self.value('document.body.innerText')[:2000]}")

    def wait_for_words(self, words, seconds=60):
        return self.wait(f"document.body.innerText.includes({json.dumps(words)})", seconds)

    def type(self, words):
        self.send("Input.insertText", text=words)

    def press(self, key, times=1):
        codes = {"Tab": 9, "Enter": 13, " ": 32, "ArrowDown": 40, "ArrowRight": 39, "ArrowUp": 38, "ArrowLeft": 37, "+": 187}
        text = {"Enter": "\r", " ": " ", "+": "+"}.get(key, "")
        for _ in range(times):
            for kind in ("keyDown", "keyUp"):
                self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=codes[key],
                          **({"text": text} if kind == "keyDown" and text else {}))

    def tab_to(self, words, most=60):
        """By the keyboard alone to the control of that name; fails when it cannot be reached."""
        name = """(e => { if (!e) return ''; const label = e.labels && e.labels.length ? e.labels[0].innerText : '';
            return (label || e.getAttribute('aria-label') || e.innerText || '').trim(); })(document.activeElement)"""
        passed = []
        for _ in range(most):
            self.press("Tab")
            passed.append(self.value(name))
            if passed[-1].startswith(words):
                return
        raise AssertionError(f"the keyboard does not reach {words!r}: {passed}")

    def choose_file(self, selector, path):
        root = self.send("DOM.getDocument")["root"]["nodeId"]
        node = self.send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.send("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def click(self, words, selector="button, a, label, summary, input, select, svg"):
        """By the mouse, in the middle of the first control of that name; fails when something lies over it."""
        place = self.wait("""(() => { const name = e => ((e.labels && e.labels.length ? e.labels[0].innerText : "") || e.getAttribute("aria-label") || e.innerText || "").trim();
            const e = [...document.querySelectorAll(%s)].find(e => e.checkVisibility() && !e.disabled && name(e).startsWith(%s));
            if (!e) return null; e.scrollIntoView({ block: "center" }); const b = e.getBoundingClientRect(), x = b.left + b.width / 2, y = b.top + b.height / 2;
            const top = document.elementFromPoint(x, y); return { x, y, free: !!top && e.contains(top) }; })()""" % (json.dumps(selector), json.dumps(words)))
        if not place["free"]:
            raise AssertionError(f"something lies over {words!r}")
        self.click_at(place["x"], place["y"])

    def click_at(self, x, y):
        self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def size(self, wide, high):
        self.send("Emulation.setDeviceMetricsOverride", width=wide, height=high, deviceScaleFactor=1, mobile=False)

    def picture(self, path):
        """Of the whole page, from its top; what is as high as a part of the window stays as high as it is."""
        freeze = "document.querySelectorAll('.map').forEach(e => { e.style.height = %s; })"
        self.value("scrollTo(0, 0)")
        self.value(freeze % "e.offsetHeight + 'px'")
        high, wide = self.value("[Math.min(4000, document.documentElement.scrollHeight), innerWidth]")
        shot = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                         clip={"x": 0, "y": 0, "width": wide, "height": high, "scale": 1})
        path.write_bytes(base64.b64decode(shot["data"]))
        self.value(freeze % "''")

    def close(self):
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        os.close(self.read)
        os.close(self.write)
        shutil.rmtree(self.profile, ignore_errors=True)
        self.process = None
