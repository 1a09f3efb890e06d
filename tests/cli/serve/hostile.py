"""What nobody means well with: limits of HTTP, files that are not what they say, names that lead elsewhere."""
import base64
import io
import json
import pathlib
import select
import socket
import subprocess
import time
import unittest
import zipfile

from desk import HAS_BWRAP, Desk, TOWN_A


class Limits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = Desk().add_users().open()
        cls.town = cls.desk.visitor("镇甲")

    @classmethod
    def tearDownClass(cls):
        cls.desk.remove()

    def raw(self, sent, seconds=30, until_closed=True):
        """What comes back for these bytes; b"" when the connection is closed without a word."""
        with socket.create_connection(("127.0.0.1", self.desk.port), timeout=seconds) as connection:
            try:
                connection.sendall(sent)
            except (BrokenPipeError, ConnectionResetError):
                pass
            heard = b""
            try:
                while piece := connection.recv(65536):
                    heard += piece
                    if not until_closed:
                        break
            except (ConnectionResetError, TimeoutError):
                pass
            return heard

    def alive(self):
        self.assertEqual(self.desk.visitor().ask("GET", "/conformance").status, 200)

    def memory_mib(self):
        with open(f"/proc/{self.desk.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024

    def test_a_head_that_is_too_large_is_refused(self):
        for head in (b"X-Long: " + b"a" * 20000 + b"\r\n\r\n", b"".join(b"X-%d: b\r\n" % i for i in range(4000)) + b"\r\n"):
            self.assertTrue(self.raw(b"GET / HTTP/1.1\r\nHost: x\r\n" + head).startswith(b"HTTP/1.1 431"))
        self.assertTrue(self.raw(b"GET /" + b"a" * 20000).startswith(b"HTTP/1.1 431"))
        self.alive()

    def test_a_head_without_an_end_takes_no_memory(self):
        before = self.memory_mib()
        with socket.create_connection(("127.0.0.1", self.desk.port), timeout=20) as connection:
            sent = 0
            try:
                while sent < 200 << 20:
                    sent += connection.send(b"a" * 65536)
            except (BrokenPipeError, ConnectionResetError):
                pass
        self.assertLess(sent, 64 << 20)
        self.assertLess(self.memory_mib() - before, 64)
        self.alive()

    def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(self):
        head = b"POST /session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        self.assertTrue(self.raw(head + b"Content-Length: 99999999999\r\n\r\n").startswith(b"HTTP/1.1 413"))
        chunk = b"%x\r\n" % 70000 + b"a" * 70000 + b"\r\n"
        self.assertTrue(self.raw(head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 3 + b"0\r\n\r\n").startswith(b"HTTP/1.1 413"))
        small = b"%x\r\n" % 1000 + b"a" * 1000 + b"\r\n"
        self.assertTrue(self.raw(head + b"Transfer-Encoding: chunked\r\n\r\n" + small * 100 + b"0\r\n\r\n").startswith(b"HTTP/1.1 413"))
        self.assertTrue(self.raw(b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello").startswith(b"HTTP/1.1 413"))
        self.alive()

    def test_what_stands_beside_chunks_ends_nothing(self):
        head = b"POST /session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2"
        before = self.memory_mib()
        for size in (1000, 60000, 70000, 200000, 20 << 20):
            for beside in (b"\r\n{}\r\n0\r\nX: " + b"t" * size + b"\r\n\r\n", b";" + b"e" * size + b"\r\n{}\r\n0\r\n\r\n",
                           b"\r\n{}\r\n0\r\n" + b"X: t\r\n" * (size // 6) + b"\r\n", b"\r\n{}\r\n0\r\n" + b"n" * size + b": t\r\n\r\n"):
                heard = self.raw(head + beside, seconds=20, until_closed=False)
                self.assertTrue(heard == b"" or heard.startswith((b"HTTP/1.1 4",)), (size, beside[:20], heard[:200]))
                self.alive()
        self.assertLess(self.memory_mib() - before, 32)

    def test_sizes_that_lie_are_refused(self):
        head = b"POST /session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        for lie in (b"Content-Length: -1\r\n\r\n", b"Content-Length: 1x\r\n\r\n", b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
                    b"Content-Length: 99999999999999999999999\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n-2\r\nab\r\n0\r\n\r\n",
                    b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nab\r\n0\r\n\r\n",
                    b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n",
                    b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"):
            heard = self.raw(head + lie)
            self.assertTrue(heard == b"" or heard.startswith((b"HTTP/1.1 400", b"HTTP/1.1 413", b"HTTP/1.1 401")), (lie, heard[:200]))
            self.assertNotIn(b"201 Created", heard)
        self.alive()

    def test_what_is_no_http_is_refused(self):
        for junk in (b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"\r\n\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GE T / HTTP/1.1\r\n\r\n",
                     b"GET http://x/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", bytes(range(256)) * 10):
            heard = self.raw(junk, seconds=20)
            self.assertNotIn(b"HTTP/1.1 200", heard, junk)
        self.alive()

    def test_a_slow_head_is_given_up_and_keeps_nobody_else_waiting(self):
        slow = [socket.create_connection(("127.0.0.1", self.desk.port)) for _ in range(100)]
        try:
            began = time.time()
            for connection in slow:
                connection.sendall(b"GET / HTTP/1.1\r\n")
            asked = time.time()
            self.alive()
            self.assertLess(time.time() - asked, 1)
            slow[0].settimeout(20)
            while time.time() - began < 8:
                time.sleep(0.5)
                slow[0].sendall(b"X")  # drips do not renew the time allowed
            heard = slow[0].recv(1000) if time.time() - began < 20 else b""
            self.assertEqual(heard, b"")
            self.assertLess(time.time() - began, 14)
        finally:
            for connection in slow:
                connection.close()

    def test_too_many_connections_are_told_so(self):
        many = []
        try:
            for _ in range(300):
                many.append(socket.create_connection(("127.0.0.1", self.desk.port)))
            many[-1].settimeout(10)
            self.assertIn(b"503", many[-1].recv(4096))
        finally:
            for connection in many:
                connection.close()
        for _ in range(50):
            time.sleep(0.1)
            try:
                if self.desk.visitor().ask("GET", "/conformance").status == 200:
                    return
            except OSError:
                pass
        self.fail("the desk did not recover")

    def test_passwords_that_are_tried_keep_nobody_else_waiting(self):
        def basic(words):
            return b"GET /study HTTP/1.1\r\nHost: x\r\nAuthorization: Basic " + base64.b64encode(words) + b"\r\nConnection: close\r\n\r\n"
        body = json.dumps({"name": "nobody", "password": "x" * 20}).encode()
        page = b"POST /session HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        trying = [socket.create_connection(("127.0.0.1", self.desk.port), timeout=120) for _ in range(40)]
        try:
            for number, connection in enumerate(trying):
                connection.sendall(page if number % 2 else basic(b"nobody:%d" % number))
            self.alive()
            self.assertEqual(self.town.ask("GET", "/requests").status, 200)
            waiting = [connection for connection in trying if not select.select([connection], [], [], 0)[0]]
            self.assertGreater(len(waiting), 20, "two answers came before half of the passwords were looked at")
            for connection in trying:
                self.assertIn(b"HTTP/1.1 401", connection.recv(4096))
        finally:
            for connection in trying:
                connection.close()

    def test_requests_on_one_connection_are_answered_in_turn(self):
        one = b"GET /conformance HTTP/1.1\r\nHost: x\r\n\r\n"
        last = b"GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        heard = self.raw(one * 20 + last)
        self.assertEqual((heard.count(b"HTTP/1.1 200"), heard.count(b"HTTP/1.1 404")), (20, 1))

    def test_paths_lead_nowhere_else(self):
        for path in ("/page/../desk.sqlite", "/page/..%2fdesk.sqlite", "/page/%2e%2e/index.html", "/page//etc/passwd", "/page/%00index.html",
                     "//etc/passwd", "/page/index.html%00", "/jobs/../../etc/passwd/results", "/page/app.js/", "/page/.", "/%2e%2e/"):
            heard = self.raw(b"GET " + path.encode() + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            self.assertTrue(heard.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400", b"HTTP/1.1 401")), (path, heard[:100]))
            self.assertNotIn(b"root:", heard)


def zipped(entries):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return packed.getvalue()


class Uploads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = Desk("--time-limit-s", 60).add_users().open()
        cls.town = cls.desk.visitor("镇甲")

    @classmethod
    def tearDownClass(cls):
        cls.desk.remove()

    def failed(self, title, content, process="area", field="file"):
        """The file is refused at the door, or the question about it fails; nothing of this machine is told."""
        kept = self.town.ask("POST", "/uploads?title=" + title, content)
        if kept.status == 400:
            return kept.json()["detail"]
        self.assertEqual(kept.status, 201)
        status = self.town.followed(self.town.execute(process, {field: kept.json()["id"]})["jobID"], 100)
        self.assertEqual(status["status"], "failed", title)
        self.assertNotIn("root:", json.dumps(status))
        return status["message"]

    def test_files_that_name_other_files_open_none(self):
        secret = self.desk.state / "secret.geojson"
        secret.write_text('{"type":"Polygon","coordinates":[[[113.9,22.9],[113.91,22.9],[113.91,22.91],[113.9,22.9]]]}')
        vrt = f'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
        gml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><kml><Document>&e;</Document></kml>'
        for title in ("a.geojson", "a.txt", "a.csv", "a.dxf", "a.gpkg", "a.zip", "a.vrt", "a.kml"):
            self.failed(title, vrt.encode())
        self.failed("a.kml", gml.encode())
        self.failed("a.zip", zipped([("a.vrt", vrt)]))
        self.failed("a.zip", zipped([("a.geojson", vrt)]))
        self.failed("a.geojson", json.dumps({"type": "Topology", "transform": None, "objects": {}, "arcs": [], "href": str(secret)}).encode())
        self.failed("a.csv", f"WKT,id\n{secret},1\n".encode())
        self.failed("a.txt", f"/vsicurl/http://127.0.0.1:9/{secret}\n".encode())

    def test_zips_that_climb_or_burst(self):
        self.failed("a.zip", zipped([("../../../tmp/zonewright-climbed.shp", b"x"), ("/tmp/zonewright-climbed.dbf", b"x")]))
        self.failed("a.zip", zipped([("a.geojson", b" " * (300 << 20))]))
        self.failed("a.zip", zipped([(f"{i}.txt", b"") for i in range(20000)]))
        self.assertEqual(list(pathlib.Path("/tmp").glob("zonewright-climbed*")), [])

    def test_numbers_and_depths_that_are_none(self):
        ring = [[113.9, 22.9], [1e308, 22.9], [113.91, 1e308], [113.9, 22.9]]
        self.failed("a.geojson", json.dumps({"type": "Polygon", "coordinates": [ring]}).encode())
        self.failed("a.geojson", b'{"type":"Polygon","coordinates":' + b"[" * 200000 + b"]" * 200000 + b"}")
        self.failed("a.geojson", b'{"type":"Polygon","coordinates":[[[113.9,1e400],[NaN,22.9],[113.9,22.9]]]}')
        bomb = "<!DOCTYPE l [<!ENTITY a0 \"ha\">" + "".join(f'<!ENTITY a{i} "&a{i-1};&a{i-1};&a{i-1};&a{i-1};&a{i-1};&a{i-1};&a{i-1};&a{i-1};">' for i in range(1, 12)) + "]>"
        self.failed("a.kml", ('<?xml version="1.0"?>' + bomb + "<kml><Document><name>&a11;</name></Document></kml>").encode())

    def test_a_file_of_the_largest_size_is_taken_and_one_byte_more_is_not(self):
        limit = 50 << 20
        self.assertEqual(self.town.ask("POST", "/uploads?title=a.txt", b"a" * limit).status, 201)
        import http.client
        connection = http.client.HTTPConnection("127.0.0.1", self.desk.port, timeout=30)
        connection.putrequest("POST", "/uploads?title=a.txt")
        for name, value in {**self.town.headers, "Content-Length": str(limit + 1)}.items():
            connection.putheader(name, value)
        connection.endheaders()
        self.assertEqual(connection.getresponse().status, 413)
        connection.close()

    def test_titles_are_words_only(self):
        for title in ("..%2F..%2Fx.txt", "%3Cscript%3E.txt", "a%22b.txt", "x" * 200 + ".txt"):
            kept = self.town.ask("POST", "/uploads?title=" + title, b"[x]")
            self.assertEqual(kept.status, 201, title)
        self.assertTrue(all(len(path.stem) == 32 for path in (self.desk.state / "uploads").iterdir()), "names of ours")
        self.assertEqual({path.name for path in self.desk.state.iterdir() if path.is_dir()}, {"uploads", "jobs", "tiles"})

    @unittest.skipUnless(HAS_BWRAP, "bwrap is not installed")
    def test_the_filter_of_the_desk_refuses_a_child_what_it_may_do_without(self):
        words = ("import ctypes, socket\nlibc = ctypes.CDLL(None, use_errno=True)\n"
                 "print('unshare', libc.unshare(0x10000000), ctypes.get_errno())\n"
                 "print('ptrace', libc.ptrace(0, 0, 0, 0), ctypes.get_errno())\n"
                 "try: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM); print('vsock 0')\nexcept OSError as problem: print('vsock', problem.errno)\n")
        bwrap = ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"]

        def said(more, **options):
            return subprocess.run([*bwrap, *more, "/usr/bin/python3", "-c", words], capture_output=True, text=True, **options).stdout
        with open(self.desk.state / "call-filter.bpf", "rb") as filter_file:
            behind = said(["--seccomp", str(filter_file.fileno())], pass_fds=[filter_file.fileno()])
        self.assertEqual(behind.split("\n")[:3], ["unshare -1 1", "ptrace -1 1", "vsock 1"])
        self.assertIn("ptrace 0", said([]), "without it the call is let through")

    @unittest.skipUnless(HAS_BWRAP, "bwrap is not installed")
    def test_a_question_sees_neither_the_network_nor_the_desk_nor_another_question(self):
        import os
        job = self.town.execute("sites", {"cluster": "ai", "area_mu": 100, "count": 5})["jobID"]
        inside = None
        for _ in range(400):
            for entry in os.listdir("/proc"):
                try:
                    words = pathlib.Path("/proc", entry, "cmdline").read_bytes().split(b"\0") if entry.isdigit() else []
                except OSError:
                    continue
                if words[:1] == [b"/program/zonewright"]:
                    inside = entry
            if inside:
                break
            time.sleep(0.01)
        if inside is None:
            self.skipTest("the question was answered before it could be looked at")
        root = f"/proc/{inside}/root"
        seen = set(os.listdir(root))
        mounts = pathlib.Path(f"/proc/{inside}/mountinfo").read_text()
        links = os.readlink(f"/proc/{inside}/ns/net")
        limits = pathlib.Path(f"/proc/{inside}/status").read_text()
        self.town.ask("DELETE", "/jobs/" + job)
        self.assertIn("Seccomp:\t2\n", limits, "a filter of system calls")
        self.assertIn("NoNewPrivs:\t1\n", limits)
        self.assertIn("CapEff:\t0000000000000000\n", limits)
        self.assertNotEqual(links, os.readlink("/proc/self/ns/net"))
        self.assertEqual(seen - {"bin", "dev", "etc", "job", "lib", "lib64", "proc", "program", "study", "tmp", "usr", "var"}, set())
        self.assertIn("/study", mounts)
        self.assertIn(" /study ro,", mounts.replace("ro,nosuid", "ro,"))
