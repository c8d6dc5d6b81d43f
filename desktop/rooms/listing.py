"""The rooms, and the parts of a case: one line each. Each is loaded when it is first asked for."""

from dataclasses import dataclass
from importlib import import_module
from typing import Final

from PySide6.QtWidgets import QWidget

from db.words import later
from desktop.tools import Tools


@dataclass(frozen=True, slots=True)
class Listed:
    """A room or a part: its key, its word and icon, where its widget is made, and the parts it shows."""

    key: str
    title: str
    icon: str
    module: str
    widget: str
    parts: "tuple[Listed, ...]" = ()

    def make(self, tools: Tools) -> QWidget:
        """The widget, given the parts that it shows if it has any."""
        kind = getattr(import_module(f"desktop.rooms.{self.module}"), self.widget)
        made: QWidget = kind(tools, self.parts) if self.parts else kind(tools)
        return made


OFFICE: Final = (
    Listed("capacity", later("Capacity"), "calendar", "office.capacity_part", "CapacityPart"),
    Listed("visits", later("Institutions and meetings"), "calendar", "office.visits_part", "VisitsPart"),
    Listed("prices", later("Catalogue and providers"), "person", "office.prices_part", "PricesPart"),
)
"""The parts of the office: what belongs to no single case."""
ROOMS: Final = (
    Listed("today", later("Today"), "today", "today.today", "Today"),
    Listed("inquiries", later("Inquiries"), "note", "entrance.inquiries_room", "InquiriesRoom"),
    Listed("cases", later("Cases"), "cases", "cases.case_list", "CaseList"),
    Listed("calendar", later("Calendar"), "calendar", "calendar.calendar_room", "CalendarRoom"),
    Listed("papers", later("Papers"), "print", "papers.papers_room", "PapersRoom"),
    Listed("figures", later("Overview"), "overview", "overview.overview_room", "OverviewRoom"),
    Listed("office", later("The office"), "office", "office.office_room", "OfficeRoom", OFFICE),
)
BELOW: Final = (
    Listed("handing", later("Packages"), "forward", "handing.handing_room", "HandingRoom"),
    Listed("settings", later("Settings"), "settings", "settings.settings_room", "SettingsRoom"),
)
"""The rooms at the rail's foot."""
PARTS: Final = (
    Listed("overview", later("Overview"), "overview", "case.overview", "Overview"),
    Listed("way", later("The way of the case"), "forward", "entrance.way_part", "WayPart"),
    Listed("family", later("Family and network"), "person", "family.family_part", "FamilyPart"),
    Listed("story", later("Timeline"), "note", "story.story_part", "StoryPart"),
    Listed("school", later("School"), "note", "school.school_part", "SchoolPart"),
    Listed("meetings", later("Meetings and follow-up"), "calendar", "meetings.meetings_part", "MeetingsPart"),
    Listed("forms", later("Forms"), "note", "case.forms_tab", "FormsTab"),
    Listed("plan", later("Plan"), "plan", "case.plan_tab", "PlanTab"),
    Listed("help", later("Help and money"), "person", "help.help_tab", "HelpTab"),
    Listed("attachments", later("Attachments"), "note", "attachments.attachments_part", "AttachmentsPart"),
)
"""The parts of a case, in the order of their tabs (`desktop/rooms/case/part.py` says what a part is)."""
CASE: Final = Listed("case", later("Case"), "child", "case.case_page", "CasePage", PARTS)
"""The room behind a row of a list."""
LIVE: Final = Listed("live", later("Meeting"), "note", "live.live_room", "LiveRoom")
"""A meeting while it is held."""
FORM: Final = Listed("form", later("Form"), "note", "form.form_room", "FormRoom")
"""A form while it is answered."""
BEHIND: Final[tuple[Listed, ...]] = (
    CASE,
    LIVE,
    FORM,
)
"""The rooms that another room leads to; none of them stands in the rail."""
