"""Where tests find the checkout, golden numbers and the folder of real clips."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
#: Beside the checkout; tests that need it skip where it is absent.
SHARED = ROOT.parent / "shared"
