"""The rooms of the rail: one line each. A room is loaded when it is first asked for."""

from dataclasses import dataclass
from importlib import import_module
from typing import Final

from PySide6.QtWidgets import QWidget

from db.words import later
from desktop.tools import Tools


@dataclass(frozen=True, slots=True)
class Listed:
    """A room: its key, its word and icon in the rail, and where its widget is made."""

    key: str
    title: str
    icon: str
    module: str
    widget: str

    def make(self, tools: Tools) -> QWidget:
        """The room's widget."""
        made: QWidget = getattr(import_module(f"desktop.rooms.{self.module}"), self.widget)(tools)
        return made


ROOMS: Final = (
    Listed("today", later("Today"), "today", "today.today", "Today"),
    Listed("cases", later("Cases"), "cases", "cases.case_list", "CaseList"),
)
BELOW: Final = (Listed("settings", later("Settings"), "settings", "settings.settings_room", "SettingsRoom"),)
"""The rooms at the rail's foot."""
CASE: Final = Listed("case", later("Case"), "child", "case.case_page", "CasePage")
"""The room behind a row of a list."""
