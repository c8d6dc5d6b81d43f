"""How a case that comes differs from another one of the same child, against a count made in another way."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.records.appointment import Agreement, Appointment, AppointmentKind, AppointmentStatus
from db.records.case import Case, CaseStatus, Handled, HandledState
from db.records.entrance import Decision, Inquiry, InquiryKind
from db.records.note import Note, NoteKind
from db.records.relation import Relation, Role
from db.rules.arriving import Fate, differences

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def case(key, child="barn", **more):
    return Case(id=key, number=key.upper(), child=child, status=CaseStatus.ACTIVE, opened=DAY, **more)


def note(key, text):
    return Note(id=key, at=AT + timedelta(days=len(text)), kind=NoteKind.NOTE, text=text)


def days(texts):
    """How often the notes of these texts are told by their day: a text of its length each."""
    return Counter({AT + timedelta(days=len(text)): count for text, count in texts.items()})


@st.composite
def two_sides(draw):
    """Texts by id on either side: some ids stand on both, and few texts, so that many say the same."""
    text = st.sampled_from(["", "kort", "længere"])
    shared = draw(st.lists(st.tuples(text, text), max_size=3))
    sides = []
    for side in (0, 1):
        own = draw(st.lists(text, max_size=5))
        told = {f"begge-{at}": pair[side] for at, pair in enumerate(shared)}
        told |= {f"{'her' if side == 0 else 'der'}-{at}": one for at, one in enumerate(own)}
        keys = draw(st.permutations(sorted(told)))
        sides.append({key: told[key] for key in keys})
    return sides


@given(two_sides())
def test_each_note_is_told_once_by_its_id_or_by_what_it_says(sides):
    here, there = sides
    found = differences(
        case("a", notes=tuple(note(*one) for one in here.items())),
        case("b", notes=tuple(note(*one) for one in there.items())),
        {},
    )
    both = here.keys() & there.keys()
    own = Counter(text for key, text in here.items() if key not in both)
    theirs = Counter(text for key, text in there.items() if key not in both)
    told = {fate: Counter(one.on for one in found if one.fate is fate) for fate in Fate}
    assert told[Fate.NEW] == days(theirs - own)
    assert told[Fate.GONE] == days(own - theirs)
    changed = {one.after.id: (one.before.text, one.after.text) for one in found if one.fate is Fate.CHANGED}
    assert changed == {key: (here[key], there[key]) for key in both if here[key] != there[key]}
    assert len(found) == sum(map(Counter.total, told.values()))


def written_down(key, child, mother):
    """A case whose records name each other and their people by ids that hold its `key`."""
    inquiry = Inquiry(id=f"{key}-q", kind=InquiryKind.APPLICATION, received_at=AT)
    agreed = Agreement(id=f"{key}-g", title="Ring til skolen", responsible=mother)
    return case(
        key,
        child,
        relations=(Relation(person=mother, role=Role.MOTHER),),
        inquiries=(inquiry,),
        decisions=(Decision(id=f"{key}-d", about=inquiry.id, inquiry=inquiry.id, made_on=DAY),),
        handled=(Handled(rule="r", trigger=inquiry.id, due=DAY, state=HandledState.MET, on=DAY),),
        appointments=(
            Appointment(
                id=f"{key}-m",
                kind=AppointmentKind.PHONE,
                status=AppointmentStatus.HELD,
                starts_at=AT,
                ends_at=AT.replace(hour=10),
                agreements=(agreed,),
            ),
        ),
    )


def test_a_child_written_down_twice_with_the_same_words_differs_in_nothing():
    here, comes = written_down("a", "barn-a", "mor-a"), written_down("b", "barn-b", "mor-b")
    assert differences(here, comes, {"mor-b": "mor-a"}) == []
    assert differences(here, here, {}) == []
    told = [(one.kind, one.fate, one.whose) for one in differences(here, comes)]
    assert told == [
        ("relations", Fate.NEW, "mor-b"),
        ("relations", Fate.GONE, "mor-a"),
        ("appointment", Fate.NEW, None),
        ("appointment", Fate.GONE, None),
    ]


def test_a_reference_to_a_record_that_says_something_else_is_a_difference():
    here, comes = written_down("a", "barn", "mor"), written_down("b", "barn", "mor")
    [inquiry] = comes.inquiries
    other = comes.changed(inquiries=(inquiry.changed(benefit="§ 86"),))
    told = [(one.kind, one.fate) for one in differences(here, other, {})]
    assert told == [
        ("inquiry", Fate.NEW),
        ("inquiry", Fate.GONE),
        ("decision", Fate.NEW),
        ("decision", Fate.GONE),
        ("handled", Fate.NEW),
        ("handled", Fate.GONE),
    ]
    same = here.changed(inquiries=(here.inquiries[0].changed(benefit="§ 86"),))
    assert [(one.kind, one.fate) for one in differences(here, same)] == [("inquiry", Fate.CHANGED)]


def test_the_case_itself_is_one_and_each_tie_is_another():
    father, mother = Relation(person="far", role=Role.FATHER), Relation(person="mor", role=Role.MOTHER)
    here = case("a", relations=(mother, father), caseworker="Hanne Lind")
    comes = case("b", "barn-b", relations=(mother,), caseworker="Karen Holm")
    itself, tie = differences(here, comes)
    assert (itself.kind, itself.title, itself.fate) == ("case", "B", Fate.CHANGED)
    assert (itself.before.caseworker, itself.after.caseworker) == ("Hanne Lind", "Karen Holm")
    assert itself.before.changed(caseworker="Karen Holm") == itself.after
    assert (tie.kind, tie.whose, tie.fate) == ("relations", "far", Fate.GONE)
    [renamed] = differences(here, here.changed(number="2026-9"))
    assert (renamed.before.number, renamed.after.number) == ("A", "2026-9")
