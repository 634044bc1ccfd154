"""The paths of the checkout, the golden numbers and the folder of real clips."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
#: Next to the checkout; tests that need it are skipped if it is missing.
SHARED = ROOT.parent / "shared"
