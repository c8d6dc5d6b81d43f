"""Letters: whole or not sent, made for their reader, kept as sent, and replaced by a municipality's own."""

from datetime import UTC, date, datetime

import pytest
from pypdfium2 import PdfDocument
from stores import at_work

from db.actions import entrance, family, inquiries, letters
from db.actions.letters import Wanted
from db.actions.undo import undo
from db.books import letters as book
from db.books import profile_check
from db.errors import NotAllowed
from db.records.base import new_id
from db.records.case import NotTold
from db.records.entrance import Allocation, AllocationResult, Decision, Inquiry, InquiryKind
from db.records.intervention import LawGroup
from db.records.letter import WrittenPart
from db.records.letterhead import Letterhead
from db.store import cases, deadlines, journal, people, search
from db.store import entrance as entrance_store
from db.store import letters as store
from db.words import Words

DA = Words("da")
TODAY = date(2026, 11, 23)
FRIDAY = datetime(2026, 11, 20, 15, 55, tzinfo=UTC)


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as desk:
        yield desk


@pytest.fixture
def case(desk):
    every = (cases.get(desk.db, key) for key in cases.ids(desk.db))
    return next(
        one
        for one in every
        if one.parents_not_told is None and one.closed is None and any(tie.custody for tie in one.relations)
    )


@pytest.fixture
def parent(case):
    return next(one.person for one in case.relations if one.custody)


def text_of(path):
    document = PdfDocument(path)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def decided(desk, case, **fields):
    told = {"text": "I får aflastning hver anden weekend.", "reasons": "I har brug for søvn.", **fields}
    made = Decision(id=new_id(), made_on=TODAY, **told)
    entrance.save_decision(desk, case.id, None, made)
    return made


def sent(desk, wanted, out, letter=None):
    begun = letter or letters.begun(desk, wanted, DA)
    letters.send(desk, wanted, begun, DA, letterhead=Letterhead(), out=out)
    return begun


def test_a_decision_is_sent_kept_as_sent_and_told_by_it(desk, case, parent, tmp_path):
    made = decided(desk, case)
    wanted = Wanted(book.shipped()["decision"], case.id, made.id, parent)
    letter = sent(desk, wanted, tmp_path / "brev.pdf")
    told = text_of(tmp_path / "brev.pdf")
    assert "hver anden weekend" in told
    assert "klage inden 4 uger" in " ".join(told.split())
    assert store.of_case(desk.db, case.id) == [letter]
    assert cases.get(desk.db, case.id).decisions[-1].told_on == TODAY
    assert list(journal.faults(desk.db)) == []
    entrance.save_decision(
        desk, case.id, cases.get(desk.db, case.id).decisions[-1], made.changed(text="Noget andet.")
    )
    assert store.about(desk.db, made.id)[0].parts[0].text == "I får aflastning hver anden weekend."


def test_a_letter_is_refused_while_a_part_of_the_law_is_empty(desk, case, parent, tmp_path):
    made = decided(desk, case, reasons="")
    wanted = Wanted(book.shipped()["decision"], case.id, made.id, parent)
    with pytest.raises(NotAllowed) as refused:
        sent(desk, wanted, tmp_path / "brev.pdf")
    assert refused.value.facts == {"part": "Derfor", "law": "forvaltningsloven §\N{NO-BREAK SPACE}24"}
    assert list(tmp_path.glob("*.pdf*")) == []
    assert store.of_case(desk.db, case.id) == []
    assert cases.get(desk.db, case.id).decisions[-1].told_on is None


def test_no_price_goes_into_the_reasons_of_a_decision_nor_of_its_letter(desk, case, parent, tmp_path):
    chosen = next(one for one in case.interventions if one.law_group is LawGroup.SUPPORTIVE)
    with pytest.raises(NotAllowed, match="price"):
        decided(desk, case, about=chosen.id, reasons="Det er billigst: 9.500 kr. om måneden.")
    made = decided(desk, case, about=chosen.id)
    wanted = Wanted(book.shipped()["decision"], case.id, made.id, parent)
    begun = letters.begun(desk, wanted, DA)
    priced = [
        part.changed(text="Det koster kr. 9500.") if "søvn" in part.text else part for part in begun.parts
    ]
    with pytest.raises(NotAllowed, match="price"):
        sent(desk, wanted, tmp_path / "brev.pdf", begun.changed(parts=tuple(priced)))
    assert list(tmp_path.glob("*.pdf*")) == []
    assert store.of_case(desk.db, case.id) == []


def test_a_receipt_sets_its_day_also_before_there_is_a_case_and_goes_along(desk, tmp_path):
    told = Inquiry(
        id=new_id(), kind=InquiryKind.NOTIFICATION, received_at=FRIDAY, from_="Skovskolen", text="Sulten"
    )
    inquiries.record_inquiry(desk, told)
    letter = sent(desk, Wanted(book.shipped()["receipt"], None, told.id), tmp_path / "brev.pdf")
    assert "Skovskolen" in text_of(tmp_path / "brev.pdf")
    assert entrance_store.inquiry(desk.db, told.id)[0].receipt_sent_on == TODAY
    made = inquiries.open_case(desk, told.id, child="Alvilde Berg", number="2026-0900")
    assert store.of_case(desk.db, made.case_id) == [letter]
    hidden = told.changed(id=new_id(), anonymous=True)
    inquiries.record_inquiry(desk, hidden)
    with pytest.raises(NotAllowed, match="anonymous"):
        letters.begun(desk, Wanted(book.shipped()["receipt"], None, hidden.id), DA)


def test_nothing_is_made_while_the_family_must_not_be_told(desk, case, parent, tmp_path):
    panel = Allocation(
        id=new_id(), panel_on=TODAY, result=AllocationResult.SHARED, reason="Begge dele fylder."
    )
    entrance.save_allocation(desk, case.id, None, panel)
    wanted = Wanted(book.shipped()["panel"], case.id, panel.id, parent)
    letter = letters.begun(desk, wanted, DA)
    assert "Begge dele fylder." in {one.text for one in letter.parts}
    family.set_not_told(desk, case.id, NotTold(reason="Fare"))
    for work in (
        lambda: letters.begun(desk, wanted, DA),
        lambda: sent(desk, wanted, tmp_path / "b.pdf", letter),
    ):
        with pytest.raises(NotAllowed, match="danger"):
            work()
    assert list(tmp_path.glob("*.pdf*")) == []


def test_what_is_withheld_is_found_in_the_finished_letter(desk, case, parent, tmp_path):
    made = decided(desk, case)
    wanted = Wanted(book.shipped()["decision"], case.id, made.id, parent)
    begun = letters.begun(desk, wanted, DA)
    secret = next(note.text for note in case.notes if len(note.text) > 20)
    leaking = begun.changed(parts=(WrittenPart(title=begun.parts[0].title, text=secret), *begun.parts[1:]))
    with pytest.raises(NotAllowed, match="may not read"):
        sent(desk, wanted, tmp_path / "brev.pdf", leaking)
    assert list(tmp_path.glob("*.pdf*")) == []
    assert store.of_case(desk.db, case.id) == []


def test_two_of_the_same_name_and_birthday_each_get_their_own(desk, case, parent, tmp_path):
    known = people.get(desk.db, parent)
    made = decided(desk, case)
    twin = known.changed(id=new_id(), address="Tvillingevej 3")
    from db.actions import family

    family.save_member(
        desk,
        case,
        None,
        twin.changed(cpr=None),
        next(r for r in case.relations if r.person == parent).changed(person=twin.id),
    )
    letter = letters.begun(desk, Wanted(book.shipped()["decision"], case.id, made.id, twin.id), DA)
    assert "Tvillingevej 3" in letter.receiver
    assert letters.begun(desk, Wanted(book.shipped()["decision"], case.id, made.id, parent), DA).receiver != (
        letter.receiver
    )


def test_a_profiles_letter_replaces_and_a_faulty_one_is_named_with_file_and_line(tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    (tmp_path / "profile.toml").write_text("", "utf-8")
    own = (book.FOLDER / "closing.toml").read_text("utf-8")
    (folder / "slut.toml").write_text(own.replace("Sagen afsluttes", "Vi siger farvel"), "utf-8")
    assert book.with_profile(folder)["closing"].title.da == "Vi siger farvel"
    assert set(book.with_profile(folder)) == set(book.shipped())
    wrong = {
        "no letter knows the place": own.replace("{closing}", "{lukning}"),
        "a value that cannot stand there": own.replace('kind = "closing"', 'kind = "goodbye"'),
        "not written as TOML": own + "\n[[part",
        "names no paragraph": own + "required = true\n",
    }
    for sentence, text in wrong.items():
        (folder / "slut.toml").write_text(text, "utf-8")
        with pytest.raises(NotAllowed, match=sentence) as refused:
            book.with_profile(folder)
        assert refused.value.facts["file"] == "letters/slut.toml"
        assert [fault.facts["file"] for fault in profile_check.faults(tmp_path)] == ["letters/slut.toml"]


@pytest.mark.parametrize("template", book.shipped().values(), ids=lambda one: one.id)
def test_every_letter_is_whole_in_both_languages(template):
    for part in template.part:
        assert bool(part.text.da) == bool(part.text.en), part.id
        assert not part.required or part.legal_ref


@pytest.mark.parametrize(
    ("kind", "template"), [(InquiryKind.COMPLAINT, "complaint"), (InquiryKind.ACCESS_REQUEST, "access")]
)
@pytest.mark.parametrize("in_case", [True, False])
def test_an_answer_goes_to_who_asked_and_sets_its_day(desk, case, tmp_path, kind, template, in_case):
    asked = Inquiry(
        id=new_id(), kind=kind, received_at=FRIDAY, from_="Mogens Moster", text="Jeg beder om svar"
    )
    case_id = case.id if in_case else None
    inquiries.record_inquiry(desk, asked, case_id)
    wanted = Wanted(book.shipped()[template], case_id, asked.id)
    letter = letters.begun(desk, wanted, DA)
    with pytest.raises(NotAllowed, match="empty"):
        sent(desk, wanted, tmp_path / "b.pdf", letter)
    parts = tuple(one.changed(text=one.text or "Svaret er kvadratrod.") for one in letter.parts)
    sent(desk, wanted, tmp_path / "b.pdf", letter.changed(parts=parts))
    assert "Mogens Moster" in text_of(tmp_path / "b.pdf")
    assert entrance_store.inquiry(desk.db, asked.id)[0].answered_on == TODAY
    ahead = deadlines.open_until(desk.db, TODAY, date(2027, 1, 31))
    assert not [one for one in ahead if one.deadline.trigger_id == asked.id]


def test_what_was_sent_is_found_by_its_words_and_not_taken_back(desk, case, parent, tmp_path):
    made = decided(desk, case)
    wanted = Wanted(book.shipped()["decision"], case.id, made.id, parent)
    begun = letters.begun(desk, wanted, DA)
    parts = (begun.parts[0].changed(text="I faar krysantemum."), *begun.parts[1:])
    letter = sent(desk, wanted, tmp_path / "b.pdf", begun.changed(parts=parts))
    for asked in ("krysantemum", "I får krysantemum", begun.receiver.splitlines()[0]):
        assert letter.id in {hit.record for hit in search.find(desk.db, asked)}, asked
    with pytest.raises(NotAllowed, match="left the house"):
        undo(desk)
    assert cases.get(desk.db, case.id).decisions[-1].told_on == TODAY


def test_an_inquiry_put_into_the_wrong_case_is_taken_out_again_with_its_letter(desk, case, tmp_path):
    told = Inquiry(
        id=new_id(), kind=InquiryKind.NOTIFICATION, received_at=FRIDAY, from_="Skovskolen", text="Sulten"
    )
    inquiries.record_inquiry(desk, told)
    letter = sent(desk, Wanted(book.shipped()["receipt"], None, told.id), tmp_path / "b.pdf")
    before = entrance_store.inquiry(desk.db, told.id)
    due = [one for one in deadlines.all_entries(desk.db) if one.deadline.trigger_id == told.id]
    whole = cases.get(desk.db, case.id)
    inquiries.give_to_case(desk, told.id, case.id)
    assert store.of_case(desk.db, case.id) == [letter]
    undo(desk)
    assert entrance_store.inquiry(desk.db, told.id) == before
    assert cases.get(desk.db, case.id) == whole
    assert store.of_case(desk.db, case.id) == []
    assert [one for one in deadlines.all_entries(desk.db) if one.deadline.trigger_id == told.id] == due
    assert {hit.case_id for hit in search.find(desk.db, "Skovskolen") if hit.record == letter.id} == {None}
    assert list(journal.faults(desk.db)) == []
