"""Familie og netværk: people are written down, tied to the child, drawn on a day, and kept discreet."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.actions import cases as case_actions
from db.actions import family as actions
from db.actions.consents import withdraw_consent
from db.actions.papers import Asked
from db.errors import NotAllowed, Stale
from db.records.person import Person
from db.records.relation import Network, Relation, Role
from db.rules.readers import Edition
from db.store import cases, people, search
from desktop.kit.labels import Label
from desktop.kit.rows import ActionRow, LinkRow
from desktop.rooms.case.part import told
from desktop.rooms.family.consents import ConsentDialog
from desktop.rooms.family.family_part import FamilyPart
from desktop.rooms.family.member_dialog import MemberDialog


def done(qtbot, tools, work):
    with qtbot.waitCallback() as ended:
        tools.writer.run(work, done=ended, failed=ended)
    if isinstance(ended.args[0], BaseException):
        raise ended.args[0]
    return ended.args[0]


@pytest.fixture
def case(qtbot, tools):
    """A case with nobody in it but the child."""
    made = done(
        qtbot,
        tools,
        lambda desk: case_actions.create_case(desk, child="Ida Skov", number="F-1", born=date(2018, 5, 5)),
    )
    return cases.get(tools.desk.db, made.case_id)


@pytest.fixture
def part(qtbot, tools, case):
    shown = FamilyPart(tools)
    qtbot.addWidget(shown)
    shown.resize(1100, 900)
    show(shown, tools, case.id)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def show(part, tools, case_id):
    part.show_case(cases.get(tools.desk.db, case_id), people.of_case(tools.desk.db, case_id))


def write(qtbot, tools, part, case_id, name, role, **more):
    """Write somebody down through the dialog."""
    case = cases.get(tools.desk.db, case_id)
    dialog = MemberDialog(tools, part, case, None, None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.name.show_value(name)
    dialog.role.show_value(role)
    for field, value in more.items():
        found = getattr(dialog, field)
        found.setChecked(value) if isinstance(value, bool) else found.show_value(value)
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        dialog.yes.click()
    show(part, tools, case_id)
    return cases.get(tools.desk.db, case_id)


def rows(part):
    return [row.accessibleName() for row in part._columns.findChildren(LinkRow)]


def test_a_family_with_two_homes_is_written_down_and_drawn_at_two_dates(qtbot, tools, part, case):
    write(qtbot, tools, part, case.id, "Mette Skov", Role.MOTHER, custody=True, lives=True)
    write(qtbot, tools, part, case.id, "Jens Lund", Role.FATHER, custody=True, begins=date(2020, 1, 1))
    school = {"network": Network.PROFESSIONAL, "begins": date(2026, 8, 1)}
    now = write(qtbot, tools, part, case.id, "Hanne Vik", Role.TEACHER, **school)
    assert [one.role for one in now.relations] == [Role.MOTHER, Role.FATHER, Role.TEACHER]
    assert "Mette Skov. mor · forældremyndighed" in " ".join(rows(part))
    assert len(part.drawn.network.figures) == 4
    part.day.show_value(date(2019, 6, 1))
    part._draw()
    assert len(part.drawn.network.figures) == 2
    assert search.find(tools.desk.db, "Hanne Vik")[0].case_id == case.id


def test_arrows_go_from_person_to_person_and_enter_opens(qtbot, tools, part, case):
    write(qtbot, tools, part, case.id, "Mette Skov", Role.MOTHER, closeness=5)
    part.drawn.network.setFocus()
    assert part.drawn.network.accessibleDescription() == "Ida, barnet"
    qtbot.keyClick(part.drawn.network, Qt.Key.Key_Left)
    assert part.drawn.network.accessibleDescription() == "Mette, mor"
    with qtbot.waitSignal(part.drawn.network.opened) as asked:
        qtbot.keyClick(part.drawn.network, Qt.Key.Key_Return)
    assert asked.args == [0]


def test_whoever_is_chosen_by_an_arrow_comes_into_sight_on_a_low_screen(qtbot, tools, part):
    show(part, tools, "f01-c1")
    part.resize(1000, 320)
    view = part.drawn.family
    view.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(view, key)
        box = view.mapFromScene(view.figures[view._chosen].sceneBoundingRect()).boundingRect()
        top = view.viewport().mapTo(part.viewport(), box.topLeft()).y()
        assert top >= 0, key
        assert top + box.height() <= part.viewport().height(), key


def test_a_person_of_two_cases_is_one_person(qtbot, tools, part, case):
    known = people.everyone(tools.desk.db)[1]
    dialog = MemberDialog(tools, part, case, None, None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.name.show_value(known.name)
    dialog._on_name()
    assert dialog.same.isVisible()
    dialog.same.click()
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        dialog.yes.click()
    assert cases.get(tools.desk.db, case.id).relations[0].person == known.id


def test_what_cannot_be_is_said_beside_its_field(qtbot, tools, part, case):
    dialog = MemberDialog(tools, part, case, None, None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.begins.show_value(date(2026, 2, 1))
    dialog.ends.show_value(date(2026, 1, 1))
    dialog.cpr.show_value("320199-1234")
    dialog.yes.click()
    assert dialog.isVisible()
    assert dialog.name.fault.text() == "Skriv navnet."
    assert "før den begynder" in dialog.ends.fault.text()
    assert "findes ikke" in dialog.cpr.fault.text()


def test_a_cpr_is_masked_until_it_is_asked_for_and_a_protected_address_never_shown(qtbot, tools, part, case):
    hidden = {"cpr": "0102801234", "address": "Hemmeligvej 3", "protected": True}
    now = write(qtbot, tools, part, case.id, "Mette Skov", Role.MOTHER, **hidden)
    told = " ".join(rows(part))
    assert "010280-xxxx" in told
    assert "1234" not in told
    assert "beskyttet adresse" in told
    assert "Hemmeligvej" not in told
    person = people.get(tools.desk.db, now.relations[0].person)
    dialog = MemberDialog(tools, part, now, person, 0)
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.cpr.value() == "010280-xxxx"
    dialog.reveal.click()
    assert dialog.cpr.value() == "010280-1234"
    assert not search.find(tools.desk.db, "Hemmeligvej")


def test_twice_in_one_role_and_changed_meanwhile_are_refused(qtbot, tools, part, case):
    now = write(qtbot, tools, part, case.id, "Mette Skov", Role.MOTHER)
    person = people.get(tools.desk.db, now.relations[0].person)
    again = Relation(person=person.id, role=Role.MOTHER)
    with pytest.raises(NotAllowed, match="already stands"):
        done(qtbot, tools, lambda desk: actions.save_member(desk, now, None, person, again))
    other = Person(id="p-x", name="Anna")
    with pytest.raises(Stale):
        done(qtbot, tools, lambda desk: actions.save_member(desk, case, None, other, None))
    assert "p-x" not in people.of(tools.desk.db, ["p-x"])
    both = done(
        qtbot,
        tools,
        lambda desk: actions.save_member(desk, now, None, person, again.changed(role=Role.EMPLOYER)),
    )
    assert both.record == person.id
    done(qtbot, tools, lambda desk: actions.remove_member(desk, cases.get(desk.db, case.id), 0))
    assert [one.role for one in cases.get(tools.desk.db, case.id).relations] == [Role.EMPLOYER]


def test_the_family_must_not_be_told_and_may_again(qtbot, tools, part, case, ask):
    ask.answers.append("Fare for pres på barnet.")
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        part.not_told.click()
    assert cases.get(tools.desk.db, case.id).parents_not_told.reason == "Fare for pres på barnet."
    show(part, tools, case.id)
    assert part.not_told.text() == "Familien må orienteres igen"
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        part.not_told.click()
    assert cases.get(tools.desk.db, case.id).parents_not_told is None


def test_who_lives_with_a_protected_child_has_no_address_in_the_list(qtbot, tools, part, case):
    write(qtbot, tools, part, case.id, "Mette Skov", Role.MOTHER, address="Hemmeligvej 3", lives=True)
    assert "Hemmeligvej" in " ".join(rows(part))
    child = people.get(tools.desk.db, case.child).changed(address="Andetsteds 1", protected_address=True)
    now = cases.get(tools.desk.db, case.id)
    done(qtbot, tools, lambda desk: actions.save_member(desk, now, None, child, None))
    show(part, tools, case.id)
    assert "Hemmeligvej" not in " ".join(rows(part))
    assert "beskyttet adresse" in rows(part)[1]
    assert not search.find(tools.desk.db, "Hemmeligvej")
    assert not people.get(tools.desk.db, now.relations[0].person).protected_address


def test_a_child_is_nobody_around_itself_and_no_cpr_stands_twice(qtbot, tools, part, case):
    now = write(qtbot, tools, part, case.id, "Mette Skov", Role.MOTHER, cpr="0102801234")
    dialog = MemberDialog(tools, part, now, None, None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.name.show_value("Mette Skou")
    dialog.cpr.show_value("010280-1234")
    dialog.yes.click()
    qtbot.waitUntil(lambda: "har allerede dette CPR-nummer" in dialog.fault.text(), timeout=5000)
    assert dialog.isVisible()
    dialog.name.show_value("Ida Skov")
    dialog.cpr.show_value("")
    dialog._on_name()
    dialog.same.click()
    dialog.yes.click()
    qtbot.waitUntil(lambda: "sit eget netværk" in dialog.fault.text(), timeout=5000)
    assert cases.get(tools.desk.db, case.id) == now
    phone = people.get(tools.desk.db, now.relations[0].person).changed(phone="12345678")
    done(qtbot, tools, lambda desk: actions.save_member(desk, now, 0, phone, now.relations[0]))
    both = now.relations[0].changed(role=Role.EMPLOYER)
    done(qtbot, tools, lambda desk: actions.save_member(desk, now, None, phone, both))
    assert [one.role for one in cases.get(tools.desk.db, case.id).relations] == [Role.MOTHER, Role.EMPLOYER]


def test_the_family_is_drawn_as_a_genogram_and_told_in_words(qtbot, tools, part, case):
    write(qtbot, tools, part, case.id, "Mette Skov", Role.MOTHER, custody=True, lives=True)
    write(qtbot, tools, part, case.id, "محمد علي", Role.FRIEND)
    said = [item.said for item in part.drawn.family.figures]
    assert said == [
        "Mette Skov: mor, fødselsdag ikke kendt, forældremyndighed, bor med barnet.",
        "Ida Skov: barnet, født 5. maj 2018.",
    ]
    part.drawn.family.setFocus()
    qtbot.keyClick(part.drawn.family, Qt.Key.Key_Up)
    assert part.drawn.family.accessibleDescription() == said[0]
    part.drawn.tabs.setCurrentIndex(2)
    told = " ".join(label.text() for label in part.drawn._said.findChildren(Label))
    assert "Ida Skov: barnet, født 5. maj 2018. Barn af Mette Skov." in told
    assert "محمد علي: ven, nærhed 3 af 5" in told
    assert not part.drawn.family.isVisible()


def test_a_drawing_is_made_larger_and_smaller_by_keys_and_fits_again(qtbot, tools, part, case):
    view = part.drawn.family
    before = view.transform().m11()
    qtbot.keyClicks(view, "+")
    assert view.transform().m11() > before
    part.drawn.smaller.click()
    part.drawn.smaller.click()
    assert view.transform().m11() < before
    qtbot.keyClicks(view, "0")
    assert view.transform().m11() == pytest.approx(before)
    with qtbot.waitSignal(view.opened) as asked:
        item = view.figures[0]
        at = view.mapFromScene(item.pos())
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args == [-1]


def test_a_siblings_own_case_tells_of_half_siblings(qtbot, tools, part, case):
    write(qtbot, tools, part, case.id, "Mette Skov", Role.MOTHER)
    now = write(qtbot, tools, part, case.id, "Bo Skov", Role.SIBLING)
    mother, brother = (people.get(tools.desk.db, one.person) for one in now.relations)
    other = Person(id="p-kim", name="Kim Holm")
    made = done(qtbot, tools, lambda desk: case_actions.create_case(desk, child="Ny", number="F-2"))
    own = cases.get(tools.desk.db, made.case_id)
    moved = "update cases set child = ? where id = ?"
    done(qtbot, tools, lambda desk: desk.db.execute(moved, [brother.id, own.id]).rowcount)
    for person, role in ((mother, Role.MOTHER), (other, Role.FATHER)):
        tie = Relation(person=person.id, role=role)
        done(
            qtbot,
            tools,
            lambda desk, person=person, tie=tie: actions.save_member(
                desk, cases.get(desk.db, own.id), None, person, tie
            ),
        )
    show(part, tools, case.id)
    found = {item.figure.person: item.figure for item in part.drawn.family.figures}
    assert found["p-kim"].place is None
    assert found[mother.id].y == found["p-kim"].y < found[brother.id].y == found[case.child].y


def test_ctrl_p_on_the_family_prints_the_family(qtbot, tools, part, case, ask, tmp_path):
    write(qtbot, tools, part, case.id, "Mette Skov", Role.MOTHER, custody=True)
    ask.answers += [Asked(Edition.FULL), tmp_path / "ud.pdf"]
    with qtbot.waitSignal(tools.news.written, timeout=5000):
        assert told(part, "print_paper")
    assert (tmp_path / "ud.pdf").read_bytes().startswith(b"%PDF")
    assert ask.asked == ["Hvem er udskriften til?", "familie-og-netvaerk.pdf"]


def test_a_consent_is_given_expires_and_is_withdrawn(qtbot, tools, part, case, ask):
    write(qtbot, tools, part, case.id, "Mette Skov", Role.MOTHER, custody=True)
    dialog = ConsentDialog(tools, part, part._case, part._people)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.yes.click()
    qtbot.waitUntil(lambda: "om hvad" in dialog.fault.text(), timeout=5000)
    dialog.about.show_value("deling med skolen")
    dialog.given.show_value(date(2026, 1, 5))
    dialog.expires.show_value(date(2026, 1, 4))
    dialog.yes.click()
    assert "før den begynder" in dialog.fault.text()
    dialog.expires.show_value(date(2026, 11, 1))
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        dialog.yes.click()
        dialog.yes.click()  # in haste: it is written once
    show(part, tools, case.id)
    told = " ".join(row.accessibleName() for row in part.consents.sheet.findChildren(ActionRow))
    qtbot.waitUntil(part.consents.add_new.isVisible, timeout=2000)
    assert "deling med skolen. Mette Skov · givet 5. januar 2026 · udløbet 1. november 2026" in told
    ask.answers.append(True)
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        part.consents.sheet.findChildren(ActionRow)[0].button.click()
    given = cases.get(tools.desk.db, case.id).consents
    assert [one.withdrawn_on for one in given] == [date(2026, 11, 23)]
    with pytest.raises(Stale):
        done(qtbot, tools, lambda desk: withdraw_consent(desk, case.id, given[0].id, date(2026, 11, 23)))


def test_a_siblings_case_is_shown_and_reached_and_a_person_is_one_in_both(qtbot, tools, part, case):
    other = cases.get(tools.desk.db, next(one for one in cases.ids(tools.desk.db) if one != case.id))
    sibling = people.get(tools.desk.db, other.child)
    tie = Relation(person=sibling.id, role=Role.SIBLING)
    now = cases.get(tools.desk.db, case.id)
    done(
        qtbot,
        tools,
        lambda desk: actions.save_member(desk, now, None, sibling.changed(phone="11223344"), tie),
    )
    show(part, tools, case.id)
    row = next(row for row in part._columns.findChildren(LinkRow) if other.number in row.accessibleName())
    with qtbot.waitSignal(part.place_asked) as asked:
        row.click()
    assert (asked.args[0].case_id, asked.args[0].tab) == (other.id, "family")
    assert people.of_case(tools.desk.db, other.id)[sibling.id].phone == "11223344"
    assert {hit.case_id for hit in search.find(tools.desk.db, "11223344")} == {case.id, other.id}
