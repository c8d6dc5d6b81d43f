"""From a notification on a Friday at 16:55 to the closing, in the real window; each step is found again."""

from datetime import UTC, date, datetime

import pytest
from stores import PASSPHRASE, at_work, made

from db.actions import office
from db.records.case import CaseStatus
from db.records.entrance import AllocationResult
from db.store import cases, deadlines, journal, letters, search
from db.words import Words
from desktop.kit.buttons import Button
from desktop.main_window import MainWindow
from desktop.place import Place
from desktop.settings import Settings

FRIDAY = datetime(2026, 11, 20, 15, 55, tzinfo=UTC)  # 16:55 in Copenhagen


class Clock:
    """The time of the office, moved on by the test."""

    now = FRIDAY

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def window(qtbot, qapp, tmp_path, clock):
    (tmp_path / "store").mkdir()
    store = made(tmp_path / "store")
    with at_work(store) as desk:
        office.name_caseworker(desk, "Hanne Lind")
    shown = MainWindow(
        Words("da"),
        store=store,
        now=clock,
        settings=Settings(),
        settings_file=tmp_path / "window.json",
    )
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: shown.page is not None, timeout=20_000)
    yield shown
    shown.leave()


class OneFile:
    """Says where each letter goes."""

    def __init__(self, folder):
        self.folder, self.files = folder, []

    def where_to_save(self, parent, suggested):
        self.files.append(self.folder / f"{len(self.files)}.pdf")
        return self.files[-1]


def test_from_friday_evening_to_the_closing(qtbot, window, clock, tmp_path, pages_of):
    page = window.page
    tools, db = page.tools, page.tools.desk.db
    ask = OneFile(tmp_path)
    object.__setattr__(tools, "ask", ask)

    def settled():
        with qtbot.waitCallback() as done:
            tools.writer.run(lambda _: True, done=done, failed=done)

    def send(form):
        form.save.click()
        settled()

    page.open_room("inquiries")
    room = page._rooms["inquiries"]
    room.new.click()
    room.form.who.show_value("Skovskolen")
    room.form.text.show_value("Alvilde kommer sulten i skole.")
    send(room.form)
    due = {
        one.deadline.rule: one.deadline.due
        for one in deadlines.open_until(db, date(2026, 11, 20), date(2026, 12, 1))
    }
    assert due["notification_assessed_24h"] == datetime(2026, 11, 21, 15, 55, tzinfo=UTC)  # a Saturday
    assert window.focusWidget() is room.findChild(Button, "deed assess")  # Enter goes on with the next step
    (waiting,) = room.waiting.sheet.rows()
    assert "senest 21. november kl. 16.55" in waiting.accessibleName()
    page.open_room("today")  # no case yet, but an answer that is due
    assert not page._rooms["today"].welcome.isVisible()
    page.open_room("inquiries")

    clock.now = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    page.open_room("today")
    page._rooms["today"].refresh()
    row = next(one for one in page._rooms["today"].findChildren(Button) if one.text() == "Åbn henvendelsen")
    row.click()
    assert page.place().room == "inquiries"
    room.form.acute.show_value("no")
    send(room.form)
    assert "notification_assessed_24h" not in {
        one.deadline.rule for one in deadlines.open_until(db, date(2026, 11, 21), date(2026, 12, 1))
    }
    room.findChild(Button, "deed letter-receipt").click()
    send(room.form)
    assert "Skovskolen" in " ".join(pages_of(ask.files[0]))
    room.findChild(Button, "deed open").click()
    room.form.name.show_value("Alvilde Berg")
    room.form.born.show_value(date(2010, 3, 3))
    send(room.form)
    assert page.place().tab == "way"
    came = page._rooms["case"].part("way").sections["inquiry"].sheet.rows()[0].accessibleName()
    assert "vurderet 21. november 2026: ikke akut · kvittering sendt 21. november 2026" in came

    case_page = page._rooms["case"]
    case_id, part = case_page.case_id, case_page.part("way")
    assert [one.title for one in letters.of_case(db, case_id)] == ["Kvittering for din underretning"]
    clock.now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    case_page.steps.button.click()
    part.form.on.show_value(date(2026, 11, 24))
    part.form.result.show_value(AllocationResult.DISABILITY)
    part.form.reason.show_value("Funktionsnedsættelsen er afgørende.")
    send(part.form)
    assert window.focusWidget() is case_page.steps.button
    part.findChild(Button, f"letter-panel:{cases.get(db, case_id).allocations[0].id}").click()
    assert part.form.parts["reason"].value() == "Funktionsnedsættelsen er afgørende."
    send(part.form)
    assert "afgørende" in " ".join(pages_of(ask.files[-1]))

    case_page.steps.button.click()
    send(part.form)
    case_page.steps.button.click()
    part.form.started.show_value(date(2026, 11, 23))
    part.form.finished.show_value(date(2026, 11, 24))
    part.form.conclusion.show_value("Trænger til aflastning.")
    send(part.form)
    part.show_record(f"decision:{case_id}")
    part.form.text.show_value("Familien får aflastning hver anden weekend.")
    send(part.form)
    assert case_page.steps.button.text() == "Giv familien besked om afgørelsen"
    case_page.steps.button.click()
    send(part.form)
    assert part.form.parts["reasons"].fault.text() == "Brevet kan ikke sendes uden dette."
    part.form.parts["reasons"].show_value("Alvilde sover ikke.")
    send(part.form)
    assert cases.get(db, case_id).decisions[0].told_on == date(2026, 11, 24)

    part.show_record(f"closing:{case_id}")
    part.form.reason.show_value("Målet er nået.")
    part.form.reached.show_value("Alvilde spiser med.")
    send(part.form)
    assert cases.get(db, case_id).status is CaseStatus.CLOSED
    (closing,) = part.closing.sheet.rows()
    assert "Alvilde spiser med" in closing.accessibleName()
    part.findChild(Button, f"letter-closing:{case_id}").click()
    send(part.form)
    assert "Alvilde spiser med." in " ".join(pages_of(ask.files[-1]))

    for text in ("sulten", "funktionsnedsættelsen", "trænger", "weekend", "spiser", "Berg"):
        assert [hit.case_id for hit in search.find(db, text)][:1] == [case_id], text
    steps = {"underretning": "inquiry", "24 timer": "inquiry", "visitation": "allocation"}
    steps |= {
        "handicapteam": "allocation",
        "screening": "assessment",
        "afgørelse": "decision",
        "klagevejledning": "letter",
    }
    for text, kind in steps.items():
        hits = search.find(db, text)
        assert (kind, case_id) in {(hit.kind, hit.case_id) for hit in hits}, text
        assert not any("notification" in hit.snippet or "panel" in hit.snippet for hit in hits)
    sent = {one.id for one in letters.of_case(db, case_id)}
    for text in ("Kvittering", "afgørende", "aflastning hver anden", "Alvilde spiser med"):
        assert sent & {hit.record for hit in search.find(db, text)}, text
    page.go_to(Place("case", case_id, "way"))
    assert len(letters.of_case(db, case_id)) == 4
    assert list(journal.faults(db)) == []
