"""``python -m yosqa.training``."""

import sys

from yosqa.training.cli import main

sys.exit(main())
