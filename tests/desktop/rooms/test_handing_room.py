"""Aflevering in the window: hand over to a heard key, look at a package before it is taken up."""

from datetime import date

import pytest
import stores
from PySide6.QtTest import QTest

from db.actions import cases as case_actions
from db.actions import demonstration, notes, own_identity, packages
from db.actions.at_the_desk import at_the_desk
from db.rules.fingerprint import fingerprint
from db.store import cases, drafts, holds, people
from db.store import open as door
from desktop.rooms.handing.clearing import ClearingPart
from desktop.rooms.handing.handing_room import HandingRoom

PASSPHRASE = "gul cykel regn lampe"


@pytest.fixture
def room(tools, show):
    return show(HandingRoom(tools), 1000, 900)


def receiver(tmp_path):
    """Another store, and its recipient."""
    folder = tmp_path / "other"
    folder.mkdir()
    store = stores.made(folder, PASSPHRASE, "b.taetpaa")
    with door.unlock_by_passphrase(store, PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked)
        made = own_identity.made_recipient(desk)
        desk.close()
    return store, made


def test_nothing_goes_before_the_fingerprint_was_heard(qtbot, room, tools, ask, tmp_path):
    _, made = receiver(tmp_path)
    part = room.giving
    case_id = sorted(cases.ids(tools.desk.db))[0]
    part.give.click()
    assert part.family.fault.isVisible()
    QTest.keyClicks(part.family.line, f"{cases.get(tools.desk.db, case_id).number}\r")
    assert not part.family.fault.isVisible()
    assert len(part.cases.rows()) > 1
    part.to.show_value("age1abc")
    part._on_receiver("age1abc")
    assert part.to.fault.isVisible()
    wrong = made[:-1] + ("p" if made.endswith("q") else "q")
    part.to.show_value(wrong)
    part._on_receiver(wrong)
    assert part.to.fault.isVisible()
    assert not part.aloud.isVisible()
    part.to.show_value(made)
    part._on_receiver(made)
    assert fingerprint(made) in part.aloud.text()
    part.give.click()
    assert part.to.fault.isVisible()
    assert holds.of_case(tools.desk.db, case_id) is None
    part.heard.setChecked(True)
    ask.answers.append(tmp_path / "a.age")
    with qtbot.waitSignal(part.told):
        part.give.click()
    assert holds.of_case(tools.desk.db, case_id).is_read_only
    assert (tmp_path / "a.age").exists()


def shared(qtbot, tools, tmp_path, fill):
    """A copy of the one case that `fill` puts into another store, for this one's key; its id."""
    store, _ = receiver(tmp_path)
    with qtbot.waitCallback() as made:
        tools.writer.run(own_identity.made_recipient, done=made, failed=_raised)
    with door.unlock_by_passphrase(store, PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=tools.now)
        fill(desk)
        [case_id] = cases.ids(desk.db)
        until = date(2026, 12, 1)
        packages.share(desk, [case_id], to=made.args[0], until=until, out=tmp_path / "b.age")
        desk.close()
    return case_id


def test_a_package_is_seen_before_it_is_taken_up(qtbot, room, tools, ask, tmp_path):
    def fill(desk):
        case_actions.create_case(desk, child="Ny Prøve", number="2031-0009")

    case_id = shared(qtbot, tools, tmp_path, fill)
    part = room.coming
    ask.answers.append(tmp_path / "b.age")
    part.open.click()
    qtbot.waitUntil(part.take.isVisible)
    assert "Ny Prøve" in part.what.text()
    assert case_id not in cases.ids(tools.desk.db)
    with qtbot.waitSignal(part.told):
        part.take.click()
    assert case_id in cases.ids(tools.desk.db)
    assert holds.of_case(tools.desk.db, case_id).is_read_only


def test_a_package_of_a_case_that_is_written_here_is_refused(qtbot, room, tools, ask, tmp_path):
    case_id = shared(qtbot, tools, tmp_path, lambda desk: demonstration.fill(desk, count=1))
    before = cases.get(tools.desk.db, case_id)
    ask.answers.append(tmp_path / "b.age")
    room.coming.open.click()
    qtbot.waitUntil(room.coming.says.isVisible)
    assert not room.coming.take.isVisible()
    assert cases.get(tools.desk.db, case_id) == before
    assert holds.of_case(tools.desk.db, case_id) is None


def test_a_newer_copy_shows_field_by_field_what_it_changes(qtbot, room, tools, ask, tmp_path):
    def fill(desk):
        case_actions.create_case(desk, child="Ny Prøve", number="2031-0009")

    shared(qtbot, tools, tmp_path, fill)
    part = room.coming
    ask.answers.append(tmp_path / "b.age")
    part.open.click()
    qtbot.waitUntil(part.take.isVisible)
    assert not part.changes.isVisible()
    with qtbot.waitSignal(part.told):
        part.take.click()
    with door.unlock_by_passphrase(tmp_path / "other" / "b.taetpaa", PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=tools.now)
        [case_id] = cases.ids(desk.db)
        child = people.get(desk.db, cases.get(desk.db, case_id).child)
        with desk.db.atomic():
            people.replace(desk.db, child.changed(phone="20 11 22 33"))
        to, until = own_identity.recipient(tools.desk), date(2026, 12, 1)
        packages.share(desk, [case_id], to=to, until=until, out=tmp_path / "c.age")
        desk.close()
    ask.answers.append(tmp_path / "c.age")
    part.open.click()
    qtbot.waitUntil(part.take.isVisible)
    [row] = part.changes.rows()
    assert "Telefon: – → 20 11 22 33" in row.accessibleName()


def test_another_case_of_the_child_is_compared_record_by_record(qtbot, room, tools, ask, tmp_path):
    case_id = sorted(cases.ids(tools.desk.db))[0]
    own = cases.get(tools.desk.db, case_id)
    child, cpr = people.get(tools.desk.db, own.child), "0905140004"

    def known_by_number(desk):
        with desk.db.atomic():
            people.replace(desk.db, child.changed(cpr=cpr))

    def fill(desk):
        made = case_actions.create_case(desk, child=child.name, number="2031-0009")
        note = own.notes[0].changed(id="n-1")
        for one in (note, note.changed(id="n-2", text="Kun i pakken")):
            notes.save_note(desk, made.case_id, None, one)
        same = people.get(desk.db, cases.get(desk.db, made.case_id).child).changed(cpr=cpr)
        with desk.db.atomic():
            people.replace(desk.db, same)

    with qtbot.waitCallback() as written:
        tools.writer.run(known_by_number, done=written, failed=_raised)
    shared(qtbot, tools, tmp_path, fill)
    part = room.coming
    ask.answers.append(tmp_path / "b.age")
    part.open.click()
    qtbot.waitUntil(part.says.isVisible)
    assert not part.take.isVisible()
    told = [row.accessibleName() for row in part.changes.rows()]
    at = next(at for at, one in enumerate(told) if f"sag {own.number}, som er her" in one)
    assert "Sag 2031-0009 i pakken" in told[at]
    assert "Intet ændres" in told[at]
    assert sum("Notat" in one and "er kun i pakken" in one for one in told[at:]) == 1
    assert sum("Notat" in one and "er kun her" in one for one in told[at:]) == len(own.notes) - 1
    assert len(told) <= 63


def test_a_file_that_is_no_package_is_said_in_place(qtbot, room, ask, tmp_path):
    file = tmp_path / "c.age"
    file.write_bytes(b"no package")
    ask.answers.append(file)
    room.coming.open.click()
    qtbot.waitUntil(room.coming.says.isVisible)
    assert not room.coming.take.isVisible()


def test_the_own_key_is_made_and_shown_as_text_code_and_fingerprint(qtbot, room):
    own = room.own
    own.make.click()
    qtbot.waitUntil(own.recipient.isVisible)
    assert own.recipient.value().startswith("age1")
    assert fingerprint(own.recipient.value()) in own.aloud.text()
    assert own.code.width() > 100


def test_a_case_without_a_ground_is_erased_only_with_reason_lead_and_a_yes(qtbot, room, tools, ask):
    part = room.clearing
    case_id = sorted(cases.ids(tools.desk.db))[0]
    part.pick.show_case(case_id, fixed=False)
    part.erase.click()
    assert part.reason.fault.isVisible()
    assert part.lead.fault.isVisible()
    QTest.keyClicks(part.reason.line, "oprettet to gange")
    QTest.keyClicks(part.lead.line, "Karen Holm")
    room.keep()
    qtbot.waitUntil(lambda: len(drafts.everything(tools.desk.db)) == 2)
    again = ClearingPart(tools)
    qtbot.addWidget(again)
    assert (again.reason.value(), again.lead.value()) == ("oprettet to gange", "Karen Holm")
    ask.answers.append(False)
    part.erase.click()
    assert case_id in cases.ids(tools.desk.db)
    ask.answers.append(True)
    with qtbot.waitSignal(part.told, timeout=20_000) as said:
        part.erase.click()
    assert said.args == ["Det er slettet."]
    assert drafts.everything(tools.desk.db) == []
    assert case_id not in cases.ids(tools.desk.db)


def _raised(error):
    raise error
