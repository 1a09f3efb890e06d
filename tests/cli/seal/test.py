"""zonewright seal: a stranger proves with OpenSSL alone whose results these are."""
import hashlib
import json
import shutil
import subprocess
import unittest

from zonewright_cli import Folder, demo_study, zonewright, zonewright_json


def openssl(*arguments, cwd=None, code=0):
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, cwd=cwd)
    if code is not None and done.returncode != code:
        raise AssertionError(f"openssl {arguments}: {done.returncode}\n{done.stderr.decode()}")
    return done


@unittest.skipUnless(shutil.which("openssl"), "there is no openssl command")
class Seal(Folder):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "results"
        shutil.copytree(demo_study() / "out", self.out, ignore=shutil.ignore_patterns(".cache", "reports"))
        for name in ("key", "other"):
            self.make(name, "-algorithm", "ed25519")

    def make(self, name, *options):
        openssl("genpkey", *options, "-out", self.folder / f"{name}.pem")
        openssl("pkey", "-in", self.folder / f"{name}.pem", "-pubout", "-out", self.folder / f"{name}.pub.pem")

    def seal(self, key="key", code=0):
        return zonewright_json("seal", self.out, "--key", self.folder / f"{key}.pem", code=code)

    def stranger(self, code=0):
        """What the manual page says, with nothing but the results."""
        return openssl("pkeyutl", "-verify", "-pubin", "-inkey", "manifest.pub.pem", "-rawin", "-in", "manifest.json",
                       "-sigfile", "manifest.sig", cwd=self.out, code=code)

    def faults(self, *options):
        answer = zonewright_json("verify", self.out, *options, "--lang", "en", code=(0, 3))
        return [f"{fault['file']}: {fault['fault']}" for fault in answer["altered"]]

    def test_a_stranger_verifies_it(self):
        answer = self.seal()
        self.stranger()
        der = openssl("pkey", "-pubin", "-in", self.folder / "key.pub.pem", "-outform", "DER").stdout
        self.assertEqual(answer["key_fingerprint"], hashlib.sha256(der).hexdigest())
        self.assertEqual(self.faults("--signer", self.folder / "key.pub.pem"), [])
        done = subprocess.run(answer["check"].split(), cwd=self.out, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        # What is sealed is the digest of everything: this is all a stranger needs to go on from there.
        manifest = json.loads((self.out / "manifest.json").read_text())
        files = {p["file"]: p["sha256"] for p in manifest["published"] if p["kind"] == "file"}
        self.assertGreater(len(files), 10)
        for file, digest in files.items():
            self.assertEqual(hashlib.sha256((self.out / file).read_bytes()).hexdigest(), digest, file)
        del manifest["run"]
        digest = manifest.pop("digest")
        text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
        self.assertEqual(hashlib.sha256(text.encode()).hexdigest(), digest)

    def test_one_byte_of_the_manifest_breaks_it(self):
        self.seal()
        manifest = self.out / "manifest.json"
        manifest.write_text(manifest.read_text().replace('"seed": ', '"seed": 1', 1))
        self.assertNotEqual(self.stranger(code=None).returncode, 0)
        self.assertTrue(any("signature does not hold" in fault for fault in self.faults()))

    def test_by_another_key(self):
        self.seal()
        faults = self.faults("--signer", self.folder / "other.pub.pem")
        self.assertEqual(len(faults), 1)
        self.assertIn("another key", faults[0])

    def test_sm2_with_sm3(self):
        self.make("sm2", "-algorithm", "SM2")
        answer = self.seal("sm2")
        self.assertEqual(answer["algorithm"], "SM2 with SM3")
        openssl("pkeyutl", "-verify", "-pubin", "-inkey", "manifest.pub.pem", "-rawin", "-digest", "sm3", "-pkeyopt",
                "distid:1234567812345678", "-in", "manifest.json", "-sigfile", "manifest.sig", cwd=self.out)
        done = subprocess.run(answer["check"].split(), cwd=self.out, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.faults("--signer", self.folder / "sm2.pub.pem"), [])

    def refusal(self, key, *words):
        done = zonewright("seal", self.out, "--key", self.folder / f"{key}.pem", "--lang", "en", code=2)
        self.assertFalse((self.out / "manifest.sig").exists())
        for word in words:
            self.assertIn(word, done.stderr)

    def test_keys_that_cannot_sign(self):
        self.make("rsa", "-algorithm", "RSA")
        self.make("p256", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
        openssl("genpkey", "-algorithm", "ed25519", "-aes256", "-pass", "pass:secret", "-out", self.folder / "locked.pem")
        (self.folder / "text.pem").write_text("no key\n")
        self.refusal("rsa", "RSA", "genpkey")
        self.refusal("p256", "EC")
        self.refusal("locked", "encrypted")
        self.refusal("text", "no key")
        self.refusal("key.pub", "public key")
        self.refusal("absent", "absent.pem")

    def test_results_that_were_changed(self):
        (self.out / "summary.html").write_text("another page")
        self.refusal("key", "summary.html")

    def test_results_of_no_run(self):
        (self.out / "manifest.json").unlink()
        self.refusal("key", "manifest.json", "zonewright run")

    def test_a_signer_of_another_kind(self):
        self.seal()
        self.make("rsa", "-algorithm", "RSA")
        done = zonewright("verify", self.out, "--signer", self.folder / "rsa.pub.pem", "--lang", "en", code=2)
        self.assertIn("RSA", done.stderr)


if __name__ == "__main__":
    unittest.main()
