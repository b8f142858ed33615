"""A kernel that is watched while it works: alive, within its limits, silent on stderr."""

import math
import subprocess
import time
from contextlib import suppress
from queue import Empty

import psutil
from nbval.kernel import RunningKernel, start_new_kernel

from harness import speed
from harness.limits import Usage

# TensorFlow says so once, past its own log level, where a mask meets a processor that lacks these instructions.
NOTE_ON_THE_PROCESSOR = "oneDNN supports DT_BOOL only on platforms with AVX-512"
SECONDS_BETWEEN_LOOKS = 0.5
# How long an interrupted cell may take to hand over its traceback.
SECONDS_TO_STOP = 3.0


class WatchedKernel(RunningKernel):
    """nbval's kernel, with a look at its process while nbval waits for messages.

    A cell that breaks a limit gets what nbval does at a timeout: the wait ends with `Empty`, the
    kernel is interrupted and its last outputs are read. `problem` then says what the matter was.
    """

    budget = math.inf
    slowness = 1.0
    problem: str | None = None
    give_up_at = math.inf

    def __init__(self, kernel_name: str, cwd: str, startup_timeout: float):
        self.usage = Usage()
        self.stderr_texts: list[str] = []
        self.started_at = time.monotonic()
        self.km, self.kc = start_new_kernel(startup_timeout, kernel_name, stderr=subprocess.DEVNULL, cwd=cwd)
        self.process = psutil.Process(self.km.provisioner.pid)
        self._ensure_iopub_up()

    def get_message(self, stream: str, timeout: float | None = None) -> dict:
        deadline = math.inf if timeout is None else time.monotonic() + timeout
        while True:
            now = time.monotonic()
            if now > self.give_up_at:
                raise Empty
            try:
                message = super().get_message(stream, max(0.0, min(SECONDS_BETWEEN_LOOKS, deadline - now)))
            except Empty:
                self.look()
                must_stop = self.problem and stream == "shell"
                if must_stop or not self.is_alive() or time.monotonic() >= deadline:
                    raise
            else:
                self._keep_stderr(message)
                return message

    def look(self) -> str | None:
        """Measure the kernel and return its problem, if it has one by now."""
        self._measure()
        if not self.problem:
            self.problem = self._death() or self._excess()
            if self.problem:
                self.give_up_at = time.monotonic() + SECONDS_TO_STOP
        return self.problem

    def take_stderr(self) -> str:
        """Return what cells have written to stderr since the last call, but for what says nothing about the lesson."""
        lines = "".join(self.stderr_texts).splitlines(keepends=True)
        self.stderr_texts.clear()
        return "".join(line for line in lines if NOTE_ON_THE_PROCESSOR not in line).strip("\n")

    def interrupt(self) -> None:
        if self.is_alive():
            super().interrupt()

    def _death(self) -> str | None:
        if not hasattr(self, "km"):
            return "The kernel was stopped."
        exit_code = self.km.provisioner.process.poll()
        if exit_code is None:
            return None
        hint = "; perhaps the memory ran out" if exit_code == -9 else ""
        return f"The kernel died (exit code {exit_code}{hint})."

    def _excess(self) -> str | None:
        """Say which limit is exceeded, after a look at how slow the machine is now: that changes by the minute."""
        if not self.usage.excess(self.budget, self.slowness):
            return None
        self.slowness = max(self.slowness, speed.slowness())
        return self.usage.excess(self.budget, self.slowness)

    def _keep_stderr(self, message: dict) -> None:
        is_from_cell = message["parent_header"].get("msg_type") == "execute_request"
        if message["msg_type"] == "stream" and message["content"]["name"] == "stderr" and is_from_cell:
            self.stderr_texts.append(message["content"]["text"])

    def _measure(self) -> None:
        self.usage.wall = time.monotonic() - self.started_at
        cpu = memory = 0.0
        with suppress(psutil.Error):
            for process in [self.process, *self.process.children(recursive=True)]:
                with suppress(psutil.Error), process.oneshot():
                    cpu += _cpu_seconds(process)
                    memory += process.memory_info().rss / 1e6
        self.usage.cpu = max(self.usage.cpu, cpu)
        self.usage.peak_mb = max(self.usage.peak_mb, memory)


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    parts = ("user", "system", "children_user", "children_system")
    return sum(getattr(times, part, 0.0) for part in parts)
