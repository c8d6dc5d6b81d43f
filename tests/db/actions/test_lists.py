import pytest
from stores import at_work

from db.actions.lists import Listed, refuse_forbidden, write_list
from db.errors import NotAllowed
from db.exchange.table import read_table
from db.records.person import Person
from db.store import people


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_list_holds_no_protected_address_and_stands_in_the_journal(empty_store, tmp_path, ending):
    with at_work(empty_store) as desk, desk.db.atomic():
        people.add(
            desk.db, Person(id="p", name="Mor", address="Hemmeligvej 3, 1. tv", protected_address=True)
        )
    listed = Listed(
        ("Titel", "Tekst"),
        (("Møde", "Faren stod på hemmeligvej  3 i går, ikke nr. 31"), ("=A1", "Hun bor på Hemmeligvej …")),
    )
    with at_work(empty_store) as desk:
        write_list(desk, listed, tmp_path / f"l.{ending}")
        line = desk.db.execute("select action from journal order by number desc limit 1").fetchone()
    assert line[0] == "list.exported"
    assert read_table((tmp_path / f"l.{ending}").read_bytes()).rows == (
        ("Møde", "Faren stod på […] i går, ikke nr. 31"), ("'=A1", "Hun bor på […]"),
    )  # fmt: skip


def test_the_policy_may_forbid_it():
    refuse_forbidden("allowed")
    with pytest.raises(NotAllowed):
        refuse_forbidden("forbidden")
