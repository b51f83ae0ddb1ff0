"""The chat's own two themes; Textual's may be chosen too."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="yosqa",
    primary="#6ea8e0",
    secondary="#8f9fb8",
    accent="#e8b04f",
    success="#86c28b",
    warning="#e8b04f",
    error="#e2776f",
    foreground="#dfe4ec",
    background="#12161d",
    surface="#181d26",
    panel="#1d2430",
    dark=True,
    variables={
        "border-blurred": "#303a4a",
        "footer-background": "#12161d",
        "footer-key-foreground": "#6ea8e0",
        "footer-description-foreground": "#8d98aa",
        "scrollbar": "#303a4a",
        "scrollbar-background": "#12161d",
        "scrollbar-background-hover": "#12161d",
        "scrollbar-background-active": "#12161d",
    },
)
LIGHT = Theme(
    name="yosqa-light",
    primary="#1f5f9e",
    secondary="#5a6678",
    accent="#a35f00",
    success="#2f7a3a",
    warning="#a35f00",
    error="#b3382f",
    foreground="#1d232c",
    background="#fbfaf7",
    surface="#f4f2ec",
    panel="#ebe8df",
    dark=False,
    variables={
        "border-blurred": "#cfcabc",
        "footer-background": "#fbfaf7",
        "footer-key-foreground": "#1f5f9e",
        "footer-description-foreground": "#6a6f78",
        "scrollbar": "#cfcabc",
        "scrollbar-background": "#fbfaf7",
        "scrollbar-background-hover": "#fbfaf7",
        "scrollbar-background-active": "#fbfaf7",
    },
)
