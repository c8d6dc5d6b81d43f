"""One family at a protected address, and every way out of the store: nowhere its home or a CPR number."""

import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
from hidden_family import HOME, NUMBERS, document, refuse_secret, squeezed
from stores import TODAY, at_work

from db.actions import (
    about,
    calendars,
    forms,
    invitations,
    letters,
    lists,
    minutes,
    network_papers,
    papers,
    piles,
)
from db.actions.documents import import_document
from db.actions.letters import Wanted
from db.actions.papers import Asked
from db.books import letters as letter_book
from db.errors import ForUser
from db.exchange.table import read_table
from db.records.base import new_id
from db.records.entrance import Allocation, AllocationResult, Decision, Inquiry, InquiryKind
from db.records.letter import LetterKind
from db.records.letterhead import Letterhead
from db.rules.readers import Edition
from db.rules.today import Section
from db.store import case_list, cases, deadlines, search, triggers
from db.words import Words

DA, HEAD = Words("da"), Letterhead(municipality="Nordfjord Kommune")
TEMPLATES = [one for one in letter_book.shipped().values() if one.kind is not LetterKind.MEETING]


@pytest.fixture
def desk(empty_store):
    with at_work(empty_store) as working:
        import_document(working, json.dumps(document()).encode())
        yield working


def pages(data):
    document = pypdfium2.PdfDocument(BytesIO(data))
    try:
        shown = " ".join(page.get_textpage().get_text_bounded() for page in document)
        return shown + " ".join(document.get_metadata_dict().values()) + data.decode("latin-1")
    finally:
        document.close()


def test_a_secret_is_known_again_however_it_is_written():
    for written in ("Zaffran-\nkrogen 77", "090515-1234", "090515 1234"):
        with pytest.raises(AssertionError):
            refuse_secret(written, "here")


def test_no_list_and_no_answer_of_the_program(empty_store, taetpaa):
    with at_work(empty_store) as working:
        import_document(working, json.dumps(document()).encode())
    for arguments in (
        ("cases",), ("cases", "--json"), ("due",), ("due", "--json"), ("costs",), ("costs", "--json"),
        *(("search", asked) for asked in ("Lykke", "Mor", "Zaffrankrogen", *NUMBERS.values(), "møde")),
        *(("search", asked, "--json") for asked in ("Lykke", "090515-1234", "Zaffrankrogen")),
        ("report", "--from", "2026-01-01", "--to", "2026-12-31", "--json"), ("check", "--json"), ("policy",),
    ):  # fmt: skip
        ended = taetpaa(*arguments, store=empty_store)
        asked = arguments[1] if arguments[0] == "search" else ""
        told = (ended.out + ended.err).replace(asked, "") if asked else ended.out + ended.err
        assert ended.code in (0, 1), arguments
        refuse_secret(told, arguments)


def test_no_row_that_a_window_lists(desk):
    for asked in ("Lykke", "Mor", "Zaffrankrogen", "Nordfjord", *NUMBERS.values(), "møde", "ringede"):
        for hit in search.find(desk.db, asked):
            refuse_secret(f"{hit.title} {hit.snippet} {hit.number}", asked)
    assert search.find(desk.db, "Zaffrankrogen") == []
    refuse_secret(repr(case_list.rows(desk.db, case_list.Wanted(), today=TODAY, offset=0, limit=9)), "cases")
    refuse_secret(repr(case_list.named(desk.db, "Lykke")), "families")
    due = deadlines.all_entries(desk.db)
    refuse_secret(repr(due) + repr(triggers.of(desk.db, [one.deadline for one in due])), "due")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_file_of_a_list(desk, tmp_path, ending):
    rows = (("Lykke", HOME), ("Mor", "mødes ZAFFRANKROGEN  77 kl. 9"))
    lists.write_list(desk, lists.Listed(("Navn", "Tekst"), rows), tmp_path / f"l.{ending}")
    refuse_secret(repr(read_table((tmp_path / f"l.{ending}").read_bytes())), ending)


def test_no_calendar_file(desk, tmp_path):
    calendars.write_calendar(desk, DA, out=tmp_path / "k.ics", start=date(2026, 1, 1), end=date(2027, 12, 31))
    refuse_secret((tmp_path / "k.ics").read_text("utf-8"), "calendar")


@pytest.mark.parametrize(
    "asked",
    [
        Asked(Edition.FULL),
        Asked(Edition.FAMILY),
        Asked(Edition.PARTY, "p3", agreed=True),
    ],
)
def test_no_plan_and_no_paper_of_the_network(desk, tmp_path, asked):
    case = cases.get(desk.db, "c1")
    sheet = papers.sheet_of(case, papers.named_people(desk.db, case), case.plans[0], asked, desk, HEAD)
    papers.write_plan(desk, "c1", sheet, DA, tmp_path / "p.pdf")
    refuse_secret(pages((tmp_path / "p.pdf").read_bytes()), "plan")
    drawn = network_papers.sheet_of(desk, "c1", asked, TODAY, HEAD)
    network_papers.write_network(desk, "c1", drawn, DA, tmp_path / "n.pdf")
    refuse_secret(pages((tmp_path / "n.pdf").read_bytes()), "network")


def test_no_pile_minutes_or_invitation(desk, tmp_path):
    for asked in (Asked(Edition.FULL), Asked(Edition.FAMILY), piles.EACH_PARTY):
        found = piles.pile_of(desk, ["c1"], asked, DA, HEAD)
        refuse_secret(pages(found.paper), "pile")
    for party in (None, "p3"):
        sheet = minutes.sheet_of(desk, "m2", party, HEAD)
        minutes.write_minutes(desk, sheet, DA, tmp_path / "m.pdf")
        refuse_secret(pages((tmp_path / "m.pdf").read_bytes()), ("minutes", party))
    wording = invitations.Wording(letter_book.shipped()["meeting"], DA, HEAD)
    invitations.write_invitations(desk, "m1", wording, tmp_path / "i")
    files = sorted((tmp_path / "i").iterdir())
    assert len(files) == 8
    for file in files:
        data = file.read_bytes()
        refuse_secret(pages(data) if file.suffix == ".pdf" else data.decode(), file.name)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.id)
def test_no_letter(desk, tmp_path, template):
    from db.actions import entrance, inquiries

    at = datetime(2026, 11, 20, 15, 55, tzinfo=UTC)
    kinds = {LetterKind.COMPLAINT: InquiryKind.COMPLAINT, LetterKind.ACCESS: InquiryKind.ACCESS_REQUEST}
    kind = kinds.get(template.kind, InquiryKind.NOTIFICATION)
    asked = Inquiry(id=new_id(), kind=kind, received_at=at, from_="Far Prøve", text="Uro")
    inquiries.record_inquiry(desk, asked, "c1")
    panel = Allocation(id=new_id(), panel_on=TODAY, result=AllocationResult.SOCIAL, reason="Hjælp.")
    entrance.save_allocation(desk, "c1", None, panel)
    decided = Decision(id=new_id(), made_on=TODAY, text="Hjælp.", reasons="Uro.")
    entrance.save_decision(desk, "c1", None, decided)
    records = {
        LetterKind.PANEL: panel.id, LetterKind.DECISION: decided.id, LetterKind.INVITATION: "m1",
        LetterKind.HEARING: "c1", LetterKind.CLOSING: "c1",
    }  # fmt: skip
    wanted = Wanted(template, "c1", records.get(template.kind, asked.id), "p3")
    begun = letters.begun(desk, wanted, DA)
    parts = tuple(one.changed(text=one.text or "Et svar.") for one in begun.parts)
    letters.send(desk, wanted, begun.changed(parts=parts), DA, letterhead=HEAD, out=tmp_path / "b.pdf")
    refuse_secret(pages((tmp_path / "b.pdf").read_bytes()), template.id)
    for hit in search.find(desk.db, template.title.da):
        refuse_secret(f"{hit.title} {hit.snippet}", "letters found")


def test_a_letter_into_which_somebody_wrote_the_home_is_not_made(desk):
    wanted = Wanted(letter_book.shipped()["hearing"], "c1", "c1", "p3")
    begun = letters.begun(desk, wanted, DA)
    parts = (begun.parts[0].changed(text=f"Vi kommer til {HOME}"), *begun.parts[1:])
    with pytest.raises(ForUser):
        letters.paper(desk, wanted, begun.changed(parts=parts), DA, HEAD)


def test_what_the_father_may_read_and_who_did_what(desk, tmp_path):
    for ending in ("pdf", "json"):
        out = tmp_path / f"far.{ending}"
        about.write_about(desk, "c1", "p3", DA, HEAD, out)
        data = out.read_bytes()
        told = pages(data) if ending == "pdf" else data.decode()
        assert "zaffrankrogen" not in squeezed(told)
        assert NUMBERS["p1"] not in squeezed(told)
        assert NUMBERS["p2"] not in squeezed(told)
    for ending in ("pdf", "csv"):
        out = tmp_path / f"adgang.{ending}"
        about.write_access_log(desk, "c1", DA, HEAD, out, with_names=True)
        data = out.read_bytes()
        refuse_secret(pages(data) if ending == "pdf" else data.decode("utf-8-sig"), "access log")


def test_no_form_on_paper(desk, tmp_path):
    forms.begin_form(desk, "c1", desk.forms.newest("family_analysis"))
    (filled,) = cases.get(desk.db, "c1").forms
    answered = filled.changed(answers={"purpose": "Ro i hverdagen", "follow_up_by": "p2"})
    forms.save_form(desk, "c1", filled, answered)
    forms.print_form(desk, filled.id, DA, letterhead=HEAD, out=tmp_path / "f.pdf")
    told = pages((tmp_path / "f.pdf").read_bytes())
    assert "Mor Prøve" in told
    refuse_secret(told, "form")


def test_no_row_of_the_day(desk):
    from db.actions import inquiries

    at = desk.now() - timedelta(hours=20)
    asked = Inquiry(id=new_id(), kind=InquiryKind.NOTIFICATION, received_at=at, from_="Far Prøve", text=HOME)
    inquiries.record_inquiry(desk, asked, "c1")
    page = deadlines.page_of_day(desk.db, desk.now(), dict.fromkeys(Section, 50))
    assert page.entries
    refuse_secret(repr(page) + repr(triggers.of(desk.db, [one.deadline for one in page.entries])), "day")
