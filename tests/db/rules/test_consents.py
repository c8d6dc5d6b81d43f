"""Whose consent a decision lacks."""

from datetime import date

import pytest

from db.books import consents as book
from db.errors import NotAllowed
from db.records.case import Case, CaseStatus
from db.records.entrance import Decision
from db.records.intervention import Intervention
from db.records.person import Person
from db.records.relation import Consent, Relation
from db.rules.consents import given_already, missing

CHILD = Person(id="child", name="Liv", born=date(2011, 5, 1))
KNOWN = {one.id: one for one in (CHILD, Person(id="mum", name="Mor"), Person(id="dad", name="Far"))}


def case_of(**fields):
    help_given = {
        "id": "i",
        "title": "Pleje",
        "law_group": "placement",
        "placement": "foster",
        "basis": "consent",
    }
    return Case(
        id="c",
        number="1",
        child="child",
        status=CaseStatus.ACTIVE,
        opened=date(2026, 1, 1),
        relations=tuple(Relation(person=who, role="parent", custody=True) for who in ("mum", "dad")),
        interventions=(Intervention.model_validate({**intervention(), **help_given, **fields}),),
        consents=(
            Consent(id="k1", given_by="mum", given_on=date(2026, 3, 1)),
            Consent(id="k2", given_by="dad", given_on=date(2026, 3, 1), withdrawn_on=date(2026, 5, 31)),
        ),
    )


def intervention():
    return {"starts_on": "2026-06-01", "step": 5, "unit": "month"}


def decision(on=date(2026, 6, 1), consents=("k1", "k2")):
    return Decision(id="d", about="i", made_on=on, consents=consents, text="x")


def who(case, made):
    return [one.person for one in missing(case, KNOWN, made, book.read())]


def test_a_withdrawn_consent_and_the_young_persons_own_are_named():
    assert who(case_of(), decision()) == ["dad", "child"]


def test_below_fifteen_only_those_with_custody_are_asked():
    assert who(case_of(), decision(date(2026, 4, 1))) == []


def test_support_at_home_never_asks_the_young_person():
    assert who(case_of(law_group="supportive", placement=None), decision()) == ["dad"]


def test_help_without_consent_lacks_none():
    assert who(case_of(basis="without_consent"), decision()) == []


def test_a_case_without_anybody_with_custody_says_so():
    case = case_of().changed(relations=())
    assert who(case, decision()) == [None, "child"]


@pytest.mark.parametrize(
    ("text", "line"), [('\n[[consent]]\nid = "x"\n', 2), ("", 1), ("checked = 1\n\n[[consents]]\n", 1)]
)
def test_a_faulty_file_is_refused_and_one_without_rows_too(tmp_path, text, line):
    file = tmp_path / "consents.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(NotAllowed) as refused:
        book.read(file)
    assert (refused.value.facts["file"], refused.value.facts["line"]) == ("consents.toml", line)


def test_a_consent_already_given_to_the_same_help_is_known_and_another_is_not():
    about = [
        Consent(id="a", given_by="mum", given_on=date(2026, 3, 1), about="pleje"),
        Consent(id="b", given_by="mum", given_on=date(2026, 4, 1), about="Plejefamilie fra juni"),
        Consent(id="c", given_by="mum", given_on=date(2026, 5, 1), about="Skolen"),
        Consent(
            id="d", given_by="dad", given_on=date(2026, 3, 1), about="Pleje", withdrawn_on=date(2026, 5, 1)
        ),
    ]
    case = case_of().changed(consents=tuple(about))
    assert given_already(case, decision(), "mum") == about[1]
    assert given_already(case, decision(date(2026, 3, 15)), "mum") == about[0]
    assert given_already(case, decision(), "dad") is None
    assert given_already(case, decision().changed(about=None), "mum") is None
