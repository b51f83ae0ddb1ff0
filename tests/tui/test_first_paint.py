import subprocess
import sys

HEAVY = {"numpy", "faiss", "tantivy", "onnxruntime", "tokenizers", "sqlite3", "pypdf", "pypdfium2", "torch", "lxml"}


def test_the_chat_paints_without_any_engine() -> None:
    """What stands between the command and the first frame is Textual and our own modules."""
    code = "import sys, yosqa.tui.app; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "textual.app" in loaded
    assert not loaded & HEAVY


def test_the_package_itself_does_not_import_textual() -> None:
    code = "import sys, yosqa.tui; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "textual" not in run.stdout.split()
