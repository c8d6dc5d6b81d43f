"""A list is taken in whole or not at all, in one line of the journal, and can be stopped."""

from time import process_time

import pytest
from stores import at_work

from db.actions.list_import import check_list, import_list
from db.errors import NotAllowed, Stale
from db.exchange.table import read_table
from db.records.person import Person
from db.rules.list_fields import guessed
from db.store import cases, people, search
from db.words import Words

LIST = """Sag;Barn;CPR;Person;Rolle;Personcpr;Adresse;Beskyttet
A-1;Åse Skov;0903151234;Mette Skov;mor;0102801234;Hemmeligvej 3;ja
A-2;Bo Skov;;Mette Skov;mor;0102801234;;
"""


@pytest.fixture
def desk(empty_store):
    with at_work(empty_store) as desk:
        yield desk


def checked(desk, text=LIST, encoding="latin-1"):
    table = read_table(text.encode(encoding))
    return check_list(desk, table, guessed(table.heads), Words("da"))


def everything(desk):
    return [
        desk.db.execute(f"select count(*) from {one}").fetchone()[0] for one in ("cases", "people", "journal")
    ]


def test_a_list_is_tried_dry_and_then_taken_in_under_one_line(desk):
    before = everything(desk)
    found = checked(desk)
    assert everything(desk) == before
    import_list(desk, found, {})
    assert everything(desk) == [2, 3, before[2] + 1]
    first, second = cases.many(desk.db, cases.ids(desk.db))
    assert first.relations[0].person == second.relations[0].person
    assert {hit.case_id for hit in search.find(desk.db, "Mette Skov")} == {first.id, second.id}
    assert not search.find(desk.db, "Hemmeligvej")
    with pytest.raises(NotAllowed, match="number"):
        import_list(desk, found, {})
    again = checked(desk)
    assert (again.sound.faults, again.sound.cases, again.sound.more) == ((), (), ())
    with pytest.raises(NotAllowed):
        import_list(desk, again, {})


MORE = """Sag;Person;Rolle;Personcpr;Telefon
A-1;Jens Lund;far;;70112233
A-1;Mette Skov;arbejdsgiver;0102801234;
A-2;Jens Skov;nabo;0101701235;
"""


def test_people_are_added_to_cases_that_the_store_has(desk):
    import_list(desk, checked(desk), {})
    lines = everything(desk)[2]
    found = checked(desk, MORE)
    import_list(desk, found, {one.person: one.other for one in found.twins})
    assert everything(desk) == [2, 5, lines + 1]
    first, second = cases.many(desk.db, cases.ids(desk.db))
    assert [one.role for one in first.relations] == ["mother", "father", "employer"]
    assert first.relations[0].person == first.relations[2].person
    assert len(second.relations) == 2
    assert {hit.case_id for hit in search.find(desk.db, "Jens Lund")} == {first.id}
    assert {hit.case_id for hit in search.find(desk.db, "70112233")} == {first.id}
    with pytest.raises(Stale):
        import_list(desk, found, {})
    assert everything(desk) == [2, 5, lines + 1]


def test_a_thousand_rows_take_less_than_five_seconds_of_work(desk):
    rows = "".join(f"T-{at};Barn {at} Skov;3/2-15;Mor {at};mor;{at:08}\n" for at in range(1000))
    began = process_time()
    found = checked(desk, "Sag;Barn;Født;Person;Rolle;Telefon\n" + rows)
    import_list(desk, found, {})
    spent = process_time() - began
    assert spent < 5
    assert everything(desk)[0] == 1000


def test_somebody_whom_the_store_knows_is_used_and_not_written_again(desk):
    with desk.db.atomic():
        people.add(desk.db, Person(id="known", name="Mette S. Skov", cpr="0102801234"))
        people.add(desk.db, Person(id="child", name="Åse Skov", cpr="0903151234"))
    found = checked(desk, encoding="utf-16")
    assert {(one.other, one.sure) for one in found.twins} == {("known", True), ("child", True)}
    import_list(desk, found, {one.person: one.other for one in found.twins})
    first, second = cases.many(desk.db, cases.ids(desk.db))
    assert first.child == "child"
    assert first.relations[0].person == second.relations[0].person == "known"
    assert people.get(desk.db, "known").name == "Mette S. Skov"


def test_stopped_half_way_nothing_was_changed(desk):
    text = "Sag;Barn\n" + "".join(f"B-{at};Barn {at}\n" for at in range(120))
    found = checked(desk, text)
    before = everything(desk)

    def stop(done, of):
        if done >= 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_list(desk, found, {}, stop)
    assert everything(desk) == before
    import_list(desk, found, {})
    assert everything(desk)[0] == 120


def test_a_list_with_a_fault_is_not_taken_in_at_all(desk):
    found = checked(desk, LIST + "A-3;Ib;12;;;;;\n")
    assert [(one.row, one.column) for one in found.sound.faults] == [(4, "CPR")]
    with pytest.raises(NotAllowed):
        import_list(desk, found, {})
    assert everything(desk)[0] == 0
