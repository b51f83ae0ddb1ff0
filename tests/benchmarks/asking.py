"""What one question costs, from process start to exit, beside what loading the model library alone costs.

Run it by hand over a workspace with an index: ``python tests/benchmarks/asking.py WORKSPACE "QUESTION"``. It prints the
processor time and the memory of both, and their ratio; the goal is a quarter of the time and 350 MB.
"""

from __future__ import annotations

import os
import subprocess
import sys

RUNS = 3


def cost(*arguments: str) -> tuple[float, int]:
    """Return the processor seconds (user and system) and the largest memory in megabytes of a Python process."""
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def main() -> None:
    """Measure both a few times and print the best of each."""
    workspace, question = sys.argv[1:3]
    asking = min(cost("-m", "yosqa", "--workspace", workspace, "ask", question) for _ in range(RUNS))
    library = min(cost("-c", "import sentence_transformers") for _ in range(RUNS))
    sys.stdout.write(
        f"yosqa ask: {asking[0]:.2f} s of processor time, {asking[1]} MB\n"
        f"import sentence_transformers: {library[0]:.2f} s, {library[1]} MB\n"
        f"ratio {asking[0] / library[0]:.2f}\n"
    )


if __name__ == "__main__":
    main()
