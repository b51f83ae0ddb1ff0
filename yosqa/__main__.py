"""``python -m yosqa`` and the console script."""

from __future__ import annotations

from yosqa.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
