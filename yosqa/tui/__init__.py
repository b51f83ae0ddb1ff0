"""The chat: a transcript with its prompt, and beside it the page that each quotation stands on.

Everything the chat knows comes through :mod:`yosqa.tui.desk`, which puts ``yosqa.assistant.Assistant`` to work in
threads. What a thread returns reaches the screen as a message, and a result that has been overtaken is dropped
(:mod:`yosqa.tui.jobs`). Text of the corpus is drawn as plain text only (:mod:`yosqa.tui.text`), never as markup.

Importing this package is cheap; :func:`chat` imports Textual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yosqa.errors import ExitCode

if TYPE_CHECKING:
    from yosqa.settings import Settings
    from yosqa.tui.desk import Assistant
    from yosqa.workspace import Workspace


def chat(workspace: Workspace, settings: Settings) -> ExitCode:
    """Open the chat on a workspace and stay until the user leaves.

    Returns:
        What the process tells its caller: ``DONE``, or ``INTERRUPTED`` when a signal ended the chat.
    """
    from yosqa.tui.app import ChatApp
    from yosqa.tui.past import history_file

    def open_assistant() -> Assistant:
        from yosqa.assistant import Assistant

        return Assistant.open(workspace, settings)

    app = ChatApp(
        open_assistant,
        name=workspace.root.name,
        history=history_file(workspace.root),
        theme=settings.interface.theme,
    )
    return app.run_to_end()
