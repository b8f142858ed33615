"""start(): one seed for everything, the profile, and a quiet beginning."""

import os
import subprocess
import sys

import numpy as np
import pytest

from course_utils import session, settings
from harness.speed import slowness

RUN = [sys.executable, "-c"]


def run(code, **environment):
    """Run code in a fresh process, without the caller's course settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COURSE_")}
    return subprocess.run([*RUN, code], env=kept | environment, capture_output=True, text=True, timeout=120)


def test_importing_the_package_is_quick_and_loads_neither_keras_nor_tensorflow():
    code = (
        "import sys, time; begin = time.process_time(); import course_utils; "
        "print(time.process_time() - begin, 'keras' in sys.modules, 'tensorflow' in sys.modules)"
    )
    seconds, *loaded = run(code).stdout.split()
    assert float(seconds) / slowness() < 0.3
    assert loaded == ["False", "False"]


def test_start_is_quiet_and_two_runs_draw_the_same_numbers():
    code = (
        "from course_utils import start; settings = start(seed=7); import random, numpy, keras; "
        "print(settings); print(random.random(), numpy.random.rand(), "
        "keras.ops.convert_to_numpy(keras.random.normal((2,))).tolist())"
    )
    first, second, other = run(code), run(code), run(code, COURSE_SEED="8")
    assert first.returncode == 0
    assert first.stderr == ""
    assert "seed 7" in first.stdout
    assert "seed=8" in other.stdout
    assert first.stdout == second.stdout
    assert first.stdout.splitlines()[-1] != other.stdout.splitlines()[-1]


def test_a_failing_start_shows_what_the_backend_wrote():
    code = (
        "import os; from course_utils.session import _quiet_startup\n"
        "with _quiet_startup():\n    os.write(2, b'driver too old'); raise SystemExit(3)"
    )
    failed = run(code)
    assert failed.returncode == 3
    assert "driver too old" in failed.stderr


def test_start_names_the_lesson_whose_measurements_are_meant_and_needs_no_name():
    code = (
        "from course_utils import measured, settings, start; named = start('10_rnn', seed=3); "
        "print(named.lesson, named.seed, len(measured.before('adding', __import__('pandas').Series([1.0])))); "
        "print(start(seed=3).lesson, settings.running_lesson)"
    )
    said = run(code).stdout.splitlines()
    assert [said[1], said[3]] == ["10_rnn 3 0", "None None"]


def test_a_lesson_that_does_not_exist_begins_and_is_told_so(tmp_path):
    code = "from course_utils import start; print(start('../02_xor', seed=3).seed)"
    said = run(code, COURSE_PROGRESS=str(tmp_path / "progress"))
    assert "There is no lesson '../02_xor'. Did you mean 02_xor" in said.stdout
    assert said.stdout.endswith("\n3\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("xor", "02_xor"),
        ("02_XOR", "02_xor"),
        ("02_xor.ipynb", "02_xor"),
        ("06_cnn", "06b_cnn"),
        ("", "lessons are 00_"),
    ],
)
def test_near_names_are_offered(name, near):
    said = session._no_such_lesson(name, settings.lessons())
    assert f"There is no lesson {name!r}" in said
    assert near in said


@pytest.mark.parametrize("lesson", [1, 2.5, b"02_xor"])
def test_a_name_that_is_no_text_is_refused(lesson):
    with pytest.raises(TypeError, match=r'start\("02_xor", seed=1\)'):
        session.start(lesson)


@pytest.mark.parametrize(
    ("device", "kind"),
    [
        ("/job:localhost/replica:0/task:0/device:GPU:0", "GPU"),
        ("/job:localhost/replica:0/task:0/device:CPU:0", "CPU"),
        ("/job:gpu-worker/replica:0/task:1/device:CPU:0", "CPU"),
        ("/job:worker/replica:0/task:0/device:TPU:7", "TPU"),
        ("cuda:0", "GPU"),
        ("gpu:0", "GPU"),
        ("rocm:0", "GPU"),
        ("METAL:0", "GPU"),
        ("mps:0", "GPU"),
        ("xpu:1", "GPU"),
        ("cpu", "CPU"),
        ("TFRT_CPU_0", "CPU"),
        ("TPU_0(process=0,(0,0,0,0))", "TPU"),
        ("SingleDeviceSharding(device=CudaDevice(id=0), memory_kind=device)", "GPU"),
    ],
)
def test_the_kind_of_a_device_is_read_from_its_name(device, kind, capsys):
    assert session._kind(device) == kind
    assert not capsys.readouterr().out


def test_a_device_that_nobody_knows_counts_as_a_cpu_and_is_named(capsys):
    assert session._kind("meta") == "CPU"
    assert "does not know the device 'meta'" in capsys.readouterr().out


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "one", True, None])
def test_a_seed_out_of_range_is_refused(seed, monkeypatch):
    monkeypatch.delenv("COURSE_SEED", raising=False)
    with pytest.raises(ValueError, match="whole number"):
        session._seed(seed)


def test_the_environment_overrides_the_seed(monkeypatch):
    monkeypatch.setenv("COURSE_SEED", "42")
    assert session._seed(np.int64(1)) == 42
    monkeypatch.setenv("COURSE_SEED", "many")
    with pytest.raises(ValueError, match="COURSE_SEED is 'many'"):
        session._seed(1)


def test_profile_and_strictness(monkeypatch):
    monkeypatch.setenv("COURSE_PROFILE", "smoke")
    monkeypatch.setenv("COURSE_STRICT", "1")
    assert not settings.is_strict()
    monkeypatch.setenv("COURSE_PROFILE", "quick")
    assert settings.is_strict()
    monkeypatch.setenv("COURSE_PROFILE", "fast")
    with pytest.raises(ValueError, match="smoke, quick, full"):
        settings.profile()
