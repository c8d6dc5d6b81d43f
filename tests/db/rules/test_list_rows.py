"""A list from elsewhere: checked row by row, every fault with its row and column, twins shown."""

from datetime import date
from itertools import count

import pytest

from db.records.case import Case, CaseStatus
from db.records.person import Person
from db.records.relation import Network, Relation, Role
from db.rules.list_fields import Holds, guessed
from db.rules.list_rows import Known, Office, RowFault, Rows, joined, twins
from db.words import Words

TODAY = date(2026, 11, 23)
HEADS = ("Sagsnr.", "Barnets navn", "Født", "CPR-nr", "Person", "Rolle", "Forældremyndighed")


def stored(number, child, *around):
    """A case of the store with these people around its child, by name and role."""
    people = [Person(id=f"s{at}", name=name) for at, name in enumerate([child, *(one for one, _ in around)])]
    ties = tuple(Relation(person=f"s{at}", role=role) for at, (_, role) in enumerate(around, 1))
    status = CaseStatus.ACTIVE
    case = Case(id="c", number=number, child="s0", status=status, opened=TODAY, relations=ties)
    return {number: Known(case, {one.id: one for one in people})}


def read(*rows, heads=HEADS, known=None):
    ids = count(1)
    office = Office(TODAY, Words("da"), lambda: f"n{next(ids)}", "Rådgiver", known or {})
    found = Rows(heads, guessed(heads), office)
    for number, row in enumerate(rows, 2):
        found.read(number, [*row, *[""] * (len(heads) - len(row))])
    return found.sound()


def test_heads_are_known_however_they_are_written():
    assert guessed(HEADS) == (
        Holds.NUMBER, Holds.CHILD, Holds.BORN, Holds.CPR, Holds.PERSON, Holds.ROLE, Holds.CUSTODY,
    )  # fmt: skip
    assert guessed(["BARN", "Barnets navn", "Foedselsdato", "Skostørrelse"]) == (
        Holds.CHILD, None, Holds.BORN, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "written", ["3/2-26", "03-02-2026", "2026-02-03", "3. februar 2026", date(2026, 2, 3)]
)
def test_days_as_people_and_programs_write_them(written):
    assert read(["1", "Bo", written]).people[0].born == date(2026, 2, 3)


def test_rows_of_one_number_are_one_case_with_several_people():
    sound = read(
        ["1", "Ida Skov", "3/2-15", "", "Mette Skov", "mor", "ja"],
        ["1", "", "", "", "محمد علي", "far", "x"],
        ["1", "Ida Skov", "", "", "Hanne Vik", "Lærer"],
        ["2", "Bo Skov", "", "", "Mette Skov", "mor"],
    )
    assert sound.faults == ()
    assert [case.number for case in sound.cases] == ["1", "2"]
    ties = sound.cases[0].relations
    assert [(one.role, one.network, one.custody) for one in ties] == [
        (Role.MOTHER, Network.PRIVATE, True), (Role.FATHER, Network.PRIVATE, True),
        (Role.TEACHER, Network.PROFESSIONAL, False),
    ]  # fmt: skip
    assert sound.cases[0].caseworker == "Rådgiver"


def test_every_fault_is_told_with_its_row_and_column():
    sound = read(
        ["", "Bo"],
        ["2", "", ""],
        ["3", "Bo", "31/2-26"],
        ["4", "Bo", "1/1-2030"],
        ["5", "Bo", "", "3201991234"],
        ["6", "Bo", "", "12"],
        ["7", "Bo", "", "", "Mor", "hushjælp", "måske"],
        ["8", "Bo"],
        ["8", "Ib"],
        ["9", "Bo"],
        known=stored("9", "Bo"),
    )
    assert [(one.row, one.column) for one in sound.faults] == [
        (2, "Sagsnr."), (3, "Barnets navn"), (4, "Født"), (5, "Født"), (6, "CPR-nr"), (7, "CPR-nr"),
        (8, "Rolle"), (8, "Forældremyndighed"), (10, "Barnets navn"), (11, "Sagsnr."),
    ]  # fmt: skip
    assert RowFault(4, "Født", "This is not a day. Write it as 3/3-26 or 03.03.2026.") in sound.faults


def test_a_list_without_number_or_child_says_so_once():
    sound = read(["Bo"], ["Ib"], heads=("Barn",))
    assert len(sound.faults) == 1
    assert sound.cases == ()


def test_what_a_program_of_tables_did_is_undone():
    sound = read(["1", "Bo", "", "903151234"], ["2", "Gerda", "3/2-40"])
    assert sound.people[0].cpr == "0903151234"
    assert sound.people[0].born == date(1915, 3, 9)
    assert sound.people[1].born == date(1940, 2, 3)


def test_one_cpr_number_is_one_person_and_a_child_is_not_around_itself():
    sound = read(
        ["1", "Bo", "", "090315-1234", "Mette", "mor"],
        ["2", "Ib", "", "", "Bo", "søskende"],
        ["3", "Bo", "", "0903151234"],
    )
    assert sound.cases[0].child == sound.cases[2].child
    heads = (*HEADS, "personcpr")
    both = read(["1", "Bo", "", "0903151234", "Bo", "far", "", "0903151234"], heads=heads)
    assert [one.message for one in both.faults] == ["A child cannot stand in its own network."]


def test_twins_are_found_by_cpr_and_by_name_with_birthday_and_joined_as_chosen():
    sound = read(
        ["1", "Bo Vik", "3/2-15", "", "Mette", "mor"],
        ["2", "bo  vik", "3/2-15", "", "Mette", "mor"],
        ["3", "Ida", "", "090315-1234"],
    )
    known = [Person(id="s1", name="En Anden", cpr="0903151234"), Person(id="s2", name="Mette")]
    found = {one.person: one for one in twins(sound.people, known)}
    first, second, third = (case.child for case in sound.cases)
    assert (found[second].other, found[second].sure, found[second].in_store) == (first, False, False)
    assert (found[third].other, found[third].sure, found[third].in_store) == ("s1", True, True)
    assert len(found) == 2  # a name without a birthday tells nothing
    made = joined(sound, {second: first, third: "s1"})
    assert [case.child for case in made.cases] == [first, first, "s1"]
    assert third not in {one.id for one in made.people}


def test_people_are_added_to_a_case_of_the_store_and_nobody_twice():
    known = stored("9", "Ida Skov", ("Mette Skov", Role.MOTHER))
    sound = read(
        ["9", "Ida Skov", "", "", "mette  skov", "mor"],  # stands there already
        ["9", "", "", "", "Mette Skov", "arbejdsgiver"],
        ["9", "", "", "", "Jens Lund", "far", "ja"],
        ["9", "", "", "", "Jens Lund", "far", "ja"],
        known=known,
    )
    assert (sound.faults, sound.cases) == ((), ())
    ((before, after),) = sound.more
    assert before == known["9"].case
    assert [one.role for one in after.relations] == [Role.MOTHER, Role.EMPLOYER, Role.FATHER]
    assert after.relations[1].person == "s1"
    assert [one.name for one in sound.people] == ["Jens Lund"]
    nothing = read(["9", "Ida Skov", "", "", "Mette Skov", "mor"], known=known)
    assert nothing.more == nothing.people == ()


def test_a_case_of_the_store_is_that_childs_and_its_row_needs_a_person():
    known = stored("9", "Ida Skov")
    sound = read(["9", "Bo Lund", "", "", "Jens", "far"], ["9", "Ida Skov"], known=known)
    assert [(one.row, one.column) for one in sound.faults] == [(2, "Barnets navn"), (3, "Sagsnr.")]
    assert sound.more == ()
    only = read(["9", "Jens", "far"], heads=("Sag", "Person", "Rolle"), known=known)
    assert len(only.more) == 1
    new = read(["8", "Jens", "far"], heads=("Sag", "Person", "Rolle"), known=known)
    assert [one.message for one in new.faults] == ["Write what the child is called."]


def test_closed_cases_come_with_their_day_and_reason():
    heads = ("Sag", "Barn", "Oprettet", "Status", "Lukket", "Lukkeårsag")
    sound = read(
        ["1", "Ida", "1/2-2020", "lukket", "3/4-2021", "Flyttet"],
        ["2", "Bo", "1/2-2020", "", "2021-04-03"],
        heads=heads,
    )
    assert sound.faults == ()
    assert [(one.status, one.closed, one.closed_reason) for one in sound.cases] == [
        (CaseStatus.CLOSED, date(2021, 4, 3), "Flyttet"), (CaseStatus.CLOSED, date(2021, 4, 3), ""),
    ]  # fmt: skip
    faulty = read(
        ["1", "Ida", "1/2-2020", "lukket"],
        ["2", "Bo", "1/2-2020", "aktiv", "3/4-2021"],
        ["3", "Eva", "1/2-2022", "", "3/4-2021"],
        ["4", "Ib", "", "", "3/4-2021"],
        heads=heads,
    )
    assert faulty.cases == ()
    assert [(one.row, one.column) for one in faulty.faults] == [
        (2, "Status"), (3, "Lukket"), (4, "Lukket"), (5, "Lukket"),
    ]  # fmt: skip
