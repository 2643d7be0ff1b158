"""`python -m tests.permissions`: ask everything, and write matrix.csv anew."""

import os
import sys
from pathlib import Path

import pytest

from tests.permissions.kept import REWRITE

os.environ[REWRITE] = "1"
sys.exit(pytest.main(["-q", "-m", "", str(Path(__file__).with_name("test_every_cell.py"))]))
