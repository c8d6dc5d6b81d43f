"""A family is written down from nothing: two homes, a consent that expires, and all of it on paper."""

from datetime import date

import pytest
from stores import PASSPHRASE
from test_way_journey import clock, window  # noqa: F401

from db.actions import cases as case_actions
from db.actions.papers import Asked
from db.records.relation import Network, Role
from db.rules.readers import Edition
from db.store import cases, deadlines
from desktop.rooms.family.consents import ConsentDialog


class FullCopy:
    """Asks for the file's own copy, in one file."""

    def __init__(self, file):
        self.file = file

    def choose(self, parent, question, choices, *, yes, why=""):
        return Asked(Edition.FULL)

    def where_to_save(self, parent, suggested):
        return self.file


@pytest.fixture
def settle(qtbot, window):  # noqa: F811
    """A function that waits until all that was handed to the writer is on the disk."""

    def settled():
        with qtbot.waitCallback(timeout=20_000) as done:
            window.page.tools.writer.run(lambda _: True, done=done, failed=done)

    return settled


def test_a_family_with_two_homes_from_nothing_to_paper(qtbot, window, settle, tmp_path, pages_of):  # noqa: F811
    page, made = window.page, []
    tools, db = page.tools, page.tools.desk.db
    object.__setattr__(tools, "ask", FullCopy(tmp_path / "p.pdf"))
    tools.writer.run(
        lambda desk: case_actions.create_case(desk, child="Ida Skov", number="F-1", born=date(2018, 5, 5)),
        done=made.append,
        failed=made.append,
    )
    settle()
    case_id = made[0].case_id
    page.open_case(case_id, "family")
    part = page._rooms["case"].part("family")

    def write(name, role, **more):
        part.add.click()
        dialog = part.dialog
        qtbot.keyClicks(dialog.name.line, name)
        dialog.role.show_value(role)
        for field, value in more.items():
            found = getattr(dialog, field)
            found.setChecked(value) if isinstance(value, bool) else found.show_value(value)
        dialog.yes.click()
        settle()

    write("Mette Skov", Role.MOTHER, custody=True, lives=True, address="Bøgevej 1")
    write("Jens Lund", Role.FATHER, custody=True, lives=True, address="Åvej 2")
    write("Eva Skov", Role.SIBLING, born=date(2020, 1, 1))
    write("Hanne Vik", Role.TEACHER, network=Network.PROFESSIONAL, begins=date(2026, 8, 1))
    part.add.click()
    qtbot.keyClicks(part.dialog.name.line, "Karl")
    window.lock()
    window.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: not window.is_locked and window.page is not None, timeout=30_000)
    page = window.page
    tools, db = page.tools, page.tools.desk.db
    object.__setattr__(tools, "ask", FullCopy(tmp_path / "p.pdf"))
    part = page._rooms["case"].part("family")
    assert page.place().tab == "family"
    assert "Karl" in part.unfinished.accessibleName()
    part.unfinished.button.click()
    assert part.dialog.name.value() == "Karl"
    part.dialog.no.click()
    settle()
    part.consents.add_new.click()
    asked = part.findChild(ConsentDialog)
    asked.about.show_value("Udveksling med skolen")
    asked.expires.show_value(date(2026, 12, 1))
    asked.yes.click()
    settle()
    due = deadlines.open_until(db, date(2026, 11, 20), date(2026, 12, 31))
    assert date(2026, 12, 1) in [one.deadline.due for one in due if one.deadline.rule == "consent_expires"]
    with qtbot.waitSignal(tools.news.written, timeout=30_000):
        part.print_paper()
    assert page.told.file.isVisible()
    assert page.told.file.accessibleName() == f"Gemt: p.pdf {tmp_path}"
    told = " ".join(" ".join(pages_of(tmp_path / "p.pdf")).split())
    for wanted in ("Mette Skov", "Jens Lund", "Eva Skov", "Hanne Vik", "Hjem 1", "Hjem 2", "Netværkskort"):
        assert wanted in told
    assert len(cases.get(db, case_id).relations) == 4
