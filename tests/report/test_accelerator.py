"""reportlab's part in C is only faster: the bytes of a page are the same without it."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from hlhdesk.report import discharge_summary
from hlhdesk.wording import Catalogue
from tests.report.sample import definitions, provenance, sample_chart, state_of

ROOT = Path(__file__).resolve().parents[2]
PRINT = """
import sys
sys.modules["_rl_accel"] = None
from hashlib import sha256
from hlhdesk.report import discharge_summary
from hlhdesk.wording import Catalogue
from tests.report.sample import definitions, provenance, sample_chart, state_of
from reportlab.lib import rl_accel
assert rl_accel.fp_str.__module__ == "reportlab.lib.rl_accel", "the part in C is in use"
chart, words = sample_chart(), Catalogue.load(sys.argv[1])
pdf = discharge_summary(chart, state_of(chart), definitions(), words, provenance())
print(sha256(pdf).hexdigest())
"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_is_the_same_without_the_part_in_c(language: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PRINT, language], cwd=ROOT, check=True, capture_output=True, text=True
    )
    chart = sample_chart()
    pdf = discharge_summary(chart, state_of(chart), definitions(), Catalogue.load(language), provenance())
    assert done.stdout.strip() == sha256(pdf).hexdigest()
