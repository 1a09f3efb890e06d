"""zonewright serve: the town's flow, isolation, the two OGC APIs, hostile clients and files, kills, the map,
packed answers, runs."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from flow import Flow  # noqa: E402,F401
from hostile import Limits, Uploads  # noqa: E402,F401
from isolation import Isolation  # noqa: E402,F401
from kills import Kills, Opening  # noqa: E402,F401
from live import Live  # noqa: E402,F401
from packing import Packing  # noqa: E402,F401
from page import NotBuilt, Page, Sources  # noqa: E402,F401
from runs import Runs  # noqa: E402,F401
from standards import Features, Processes, Requirements  # noqa: E402,F401
from tiles import Tiles  # noqa: E402,F401
from traced import Traced  # noqa: E402,F401

if __name__ == "__main__":
    unittest.main()
