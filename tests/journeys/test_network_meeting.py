"""A network meeting in the window with the keyboard alone: from an agenda to the paper of each party."""

import pytest
import stores
from hands import Keyboard, look, opened

from db.records.appointment import AppointmentStatus
from db.records.plan import Readers
from db.rules import live_minutes as rules
from db.store import deadlines, drafts, journal, minutes

SAID = "Jeg vil have, at I hvisker mindre"


@pytest.fixture
def papers(tmp_path, monkeypatch):
    """Where the system's own dialog is told to save, one file after the other."""
    made = []

    def where(*_):
        made.append(tmp_path / f"{len(made)}.pdf")
        return made[-1]

    monkeypatch.setattr("desktop.kit.ask.WindowAsk.where_to_save", where)
    return made


def named(name):
    return lambda one: one.objectName().startswith(name)


def planned(qtbot, emils, hand):
    """An agenda to begin from, in the case's part for meetings; the meeting is today."""
    hand.press("Ctrl+K")
    hand.type("emil")
    hand.press("Return")
    qtbot.waitUntil(lambda: emils.page.place().case_id != "")
    hand.press("Right", times=5)
    part = emils.page._rooms["case"].part("meetings")
    hand.tab_to("Planlæg et møde")
    before = {one.id for one in part._case.appointments}
    hand.press("Return")
    qtbot.waitUntil(lambda: hand.focus.objectName() == "title")
    hand.press("Ctrl+A")
    hand.type("Ro om aftenen")
    hand.tab_to("Dag")
    hand.press("Ctrl+A")
    hand.type("23/11/2026")
    hand.press("Tab")
    meeting = next(one.id for one in part._case.appointments if one.id not in before)
    db = emils.page.tools.desk.db
    qtbot.waitUntil(lambda: minutes.get(db, meeting).starts_at.date() == stores.TODAY)
    look(emils, "meeting-1-agenda")
    return meeting


def written(qtbot, emils, hand):
    """What is said at the table."""
    hand.type("Emil viste sit værelse.")
    hand.press("Ctrl+PgDown")
    hand.type("Vikarer og larm.")
    hand.press("Ctrl+L")  # in mid-sentence
    hand.type(stores.PASSPHRASE)
    hand.press("Return")
    opened(qtbot, emils)
    qtbot.waitUntil(lambda: emils.page._here == "live" and hand.focus.objectName().startswith("notes/1"))
    hand.type(" Det er sværest mandag.")
    for column, text in (("worries", "Søvnen"), ("works_well", "Mormor"), ("needs_to_happen", "Fast vikar")):
        hand.tab_to(named(column))
        hand.type(text)
    for person, score in (("f01-p1", "6"), ("f01-p2", "4")):
        hand.tab_to(named(f"score/{person}"))
        hand.type(score)
        hand.tab_to("Hvorfor, siger")
        hand.type(f"fordi {score}")
    hand.tab_to(named("new_agreement"))
    hand.press("Return")
    hand.type("Skolen skriver aftenen før")
    hand.tab_to(lambda one: one.objectName().endswith("/responsible"))
    hand.press("Down")
    hand.tab_to(lambda one: one.objectName().endswith("/due_on"))
    hand.type("30/11")
    hand.tab_to(named("child_heard"))
    hand.press("Home")
    hand.tab_to(named("child_words"))
    hand.type(SAID)
    look(emils, "meeting-2-live")


def test_a_network_meeting_from_an_agenda_to_the_paper_of_each(qtbot, emils, papers, pages_of):
    hand = Keyboard(qtbot, emils)
    hand.type(stores.PASSPHRASE)
    hand.press("Return")
    opened(qtbot, emils)
    meeting = planned(qtbot, emils, hand)
    hand.tab_to("Hold mødet. Ro om aftenen")
    hand.press("Return")
    qtbot.waitUntil(lambda: emils.page._here == "live" and hand.focus.objectName().startswith("notes/"))
    written(qtbot, emils, hand)
    begins = minutes.get(emils.page.tools.desk.db, meeting).starts_at
    assert not emils.page.remind([begins])  # of the meeting in which one sits
    assert not emils.page.banner.isVisible()
    hand.tab_to("Afslut mødet")
    hand.in_dialog("Return")
    hand.press("Return")
    emils.writer.settle()

    db = emils.page.tools.desk.db
    held = minutes.get(db, meeting)
    assert (held.status, held.title) == (AppointmentStatus.HELD, "Ro om aftenen")
    assert [rules.notes_of(held, part)[0].text for part in (0, 1)] == [
        "Emil viste sit værelse.",
        "Vikarer og larm. Det er sværest mandag.",
    ]
    assert [(one.rated_by, one.score, one.reason) for one in held.safety_scale] == [
        ("f01-p1", 6, "fordi 6"),
        ("f01-p2", 4, "fordi 4"),
    ]
    assert held.child_words == SAID
    assert held.child_words_readers is Readers.CASEWORKER
    waiting = deadlines.open_of_case(db, "f01-c1", stores.TODAY, limit=99)
    assert held.agreements[0].id in {entry.deadline.trigger_id for entry in waiting}
    assert drafts.everything(db) == []
    assert list(journal.faults(db)) == []

    def printed(*keys):
        hand.in_dialog(*keys)
        hand.press("Ctrl+P")
        emils.writer.settle()
        return " ".join(" ".join(pages_of(papers[-1])).split())

    own = printed("Return")
    for text in (
        "Emil viste sit værelse.",
        "Det er sværest mandag.",
        "Søvnen",
        "fordi 6",
        SAID,
        "30. november",
    ):
        assert text in own, text
    theirs = printed("Down", "Return")
    assert "udgave til" in theirs
    assert SAID not in theirs
    assert "fordi 6" not in theirs
    hand.tab_to(named("child_words_readers"))  # the child was asked, and says yes
    hand.press("Down")
    emils.writer.settle()
    assert minutes.get(db, meeting).child_words_readers is Readers.PARTICIPANTS
    assert SAID in printed("Down", "Return")
    look(emils, "meeting-3-held")
