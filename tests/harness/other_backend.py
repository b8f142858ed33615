"""A test file run as a script on another Keras backend, in a process of its own."""

import importlib.util
import os
import subprocess
import sys

import pytest

from tools.files import ROOT


def run_on(backend: str, script: str) -> str:
    """Run a Python file with this backend; return what it printed. The test is skipped where it is not installed."""
    if importlib.util.find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = os.environ | {"KERAS_BACKEND": backend, "PYTHONPATH": path}
    result = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout
