"""A case moves on in its page: the one next step, asked in a short question, from intake to closing."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.actions import inquiries
from db.records.base import new_id
from db.records.case import CaseStatus
from db.records.entrance import AllocationResult, Inquiry, InquiryKind
from db.records.intervention import LawGroup
from db.store import cases, drafts, letters
from desktop.rooms.case.case_page import CasePage
from desktop.rooms.listing import PARTS


@pytest.fixture
def page(show, tools):
    shown = CasePage(tools, PARTS)
    show(shown, 1280, 900)
    yield shown
    shown.close_room()


def settled(qtbot, tools):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def run(qtbot, tools, work):
    with qtbot.waitCallback() as done:
        tools.writer.run(work, done=done, failed=done)
    assert not isinstance(done.args[0], BaseException), done.args[0]
    return done.args[0]


@pytest.fixture
def new_case(qtbot, tools):
    """A case in intake that an answered inquiry opened."""
    told = Inquiry(id=new_id(), kind=InquiryKind.INQUIRY, received_at=tools.now(), text="Vi har brug for råd")
    run(qtbot, tools, lambda desk: inquiries.record_inquiry(desk, told))
    opened = run(
        qtbot, tools, lambda desk: inquiries.open_case(desk, told.id, child="Bo Dam", number="2026-0777")
    )
    return opened.case_id


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_next_step_leads_to_its_question_and_on(qtbot, tools, page, new_case):
    page.show_case(new_case, "overview")
    part = page.part("way")
    assert page.steps.button.text() == "Find en dag i visitationen"
    press(qtbot, page.steps.button)
    assert page.tab == "way"
    deeds = [part._deeds.itemAt(at).widget() for at in range(part._deeds.count())]
    assert not any(deed.isVisible() for deed in deeds)
    press(qtbot, part.form.cancel)
    assert [deed.isVisible() for deed in deeds] == [deed is not part.reopen for deed in deeds]
    press(qtbot, page.steps.button)
    part.form.on.show_value(date(2026, 11, 26))
    press(qtbot, part.form.save)
    settled(qtbot, tools)
    assert page.steps.button.text() == "Skriv, hvad visitationen nåede frem til"
    press(qtbot, page.steps.button)
    part.form.result.show_value(AllocationResult.DISABILITY)
    press(qtbot, part.form.save)
    assert part.form.reason.fault.text() == "Skriv begrundelsen."
    qtbot.keyClicks(part.form.reason.area, "Autismen fylder mest.")
    part.form.grey.click()
    part.form.review.show_value(date(2027, 2, 26))
    press(qtbot, part.form.save)
    settled(qtbot, tools)
    case = cases.get(tools.desk.db, new_case)
    assert (case.status, case.allocations[0].grey_zone_review_on) == (
        CaseStatus.ASSESSMENT,
        date(2027, 2, 26),
    )
    assert page.steps.button.text() == "Begynd undersøgelsen"


def test_several_workers_and_units_are_written_a_line_each(qtbot, tools, page, new_case):
    page.show_case(new_case, "way")
    part = page.part("way")
    part.show_record(f"intake:{new_case}")
    part.form.workers.show_value("Per Holm, PPR, psykolog\nIda Lund, Skole")
    press(qtbot, part.form.save)
    settled(qtbot, tools)
    workers = cases.get(tools.desk.db, new_case).workers
    assert [(one.name, one.unit, one.role) for one in workers] == [
        ("Per Holm", "PPR", "psykolog"),
        ("Ida Lund", "Skole", ""),
    ]


def test_whose_consent_is_missing_is_named_with_its_paragraph_and_is_given_with_the_decision(
    qtbot, tools, page
):
    every = [cases.get(tools.desk.db, key) for key in cases.ids(tools.desk.db)]
    case, about = next(
        (case, one)
        for case in every
        for one in case.interventions
        if one.law_group is LawGroup.SUPPORTIVE
        and case.closed is None
        and case.parents_not_told is None
        and any(tie.custody and tie.to is None for tie in case.relations)
    )
    page.show_case(case.id, "way")
    part = page.part("way")
    part.show_record(f"decision:{case.id}")
    part.form.about.box.setCurrentIndex([*part.form.about._values].index(about.id))
    part.form._show_missing()
    assert part.form._given
    assert all("§" in tick.accessibleName() for tick in part.form._given.values())
    for tick in part.form._given.values():
        tick.setChecked(True)
    qtbot.keyClicks(part.form.text.area, "Familien får støtten.")
    press(qtbot, part.form.save)
    settled(qtbot, tools)
    after = cases.get(tools.desk.db, case.id)
    made = after.decisions[-1]
    assert made.text == "Familien får støtten."
    part.show_record(f"decision:{case.id}")
    part.form.about.box.setCurrentIndex([*part.form.about._values].index(about.id))
    part.form._show_missing()
    for tick in part.form._given.values():
        assert "gav samtykke den" in tick.accessibleName()
        tick.setChecked(True)
    qtbot.keyClicks(part.form.text.area, "Og lidt til.")
    press(qtbot, part.form.save)
    settled(qtbot, tools)
    again = cases.get(tools.desk.db, case.id)
    assert again.consents == after.consents
    assert set(again.decisions[-1].consents) == set(made.consents)
    given = {one.given_by for one in after.consents if one.id in made.consents}
    assert given
    assert given <= {tie.person for tie in case.relations if tie.custody}


def test_what_is_half_answered_is_asked_again_after_a_lock(qtbot, tools, show, page, new_case):
    page.show_case(new_case, "way")
    part = page.part("way")
    part.show_record(f"panel:{new_case}")
    qtbot.keyClicks(part.form.reason.area, "Halvt skrevet")
    page.keep()
    settled(qtbot, tools)
    again = CasePage(tools, PARTS)
    show(again, 1280, 900)
    again.show_case(new_case, "way")
    assert again.part("way").form.reason.value() == "Halvt skrevet"
    press(qtbot, again.part("way").form.cancel)
    settled(qtbot, tools)
    assert not [one for one in drafts.everything(tools.desk.db) if one.case_id == new_case]
    again.close_room()


def test_closing_with_open_plans_or_running_help_is_asked_about(qtbot, tools, page):
    every = [cases.get(tools.desk.db, key) for key in cases.ids(tools.desk.db)]
    case = next(
        one for one in every if one.closed is None and any(x.ended_on is None for x in one.interventions)
    )
    page.show_case(case.id, "way")
    part = page.part("way")
    part.show_record(f"closing:{case.id}")
    qtbot.keyClicks(part.form.reason.area, "Familien flytter.")
    assert not part.form.agreed.isVisible()
    press(qtbot, part.form.save)
    settled(qtbot, tools)
    assert cases.get(tools.desk.db, case.id).closed is None
    assert "stadig kører" in part.form.trouble.accessibleName()
    part.form.agreed.click()
    press(qtbot, part.form.save)
    settled(qtbot, tools)
    assert cases.get(tools.desk.db, case.id).status is CaseStatus.CLOSED
    assert page.steps.button.text() == "Sagen er lukket"
    assert part.reopen.isVisible()


class ToPrinter:
    """Gives a printer that writes a file, as a user would choose one."""

    def __init__(self, out):
        self.out, self.jobs = out, []

    def printer(self, parent, job):
        from PySide6.QtPrintSupport import QPrinter

        self.jobs.append(job)
        made = QPrinter()
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(self.out))
        return made


def test_a_letter_is_shown_as_its_page_printed_and_kept_as_sent(qtbot, tools, page, tmp_path):
    case_id = cases.resolve(tools.desk.db, "2025-0001")
    page.show_case(case_id, "way")
    part = page.part("way")
    part.show_record(f"letter-hearing:{case_id}")
    form = part.form
    qtbot.waitUntil(lambda: bool(form.preview._pages), timeout=20_000)
    ask = ToPrinter(tmp_path / "b.pdf")
    object.__setattr__(tools, "ask", ask)
    press(qtbot, form.printed)
    assert ask.jobs == []
    missing = next(field for field in form.parts.values() if field.fault.text())
    assert missing.fault.text() == "Brevet kan ikke sendes uden dette."
    assert missing.area.hasFocus()
    for field in form.parts.values():
        field.show_value(field.value() or "Vi overvejer aflastning.")
    press(qtbot, form.printed)
    qtbot.waitUntil(lambda: bool(letters.of_case(tools.desk.db, case_id)), timeout=20_000)
    assert ask.jobs == ["Tæt På"]
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")
    assert "Vi overvejer aflastning." in letters.of_case(tools.desk.db, case_id)[0].parts[0].text
    settled(qtbot, tools)
    assert part.form is None


def test_a_letter_that_is_given_up_while_its_page_is_made_leaves_nothing_behind(qtbot, tools, page):
    case_id = cases.resolve(tools.desk.db, "2025-0001")
    page.show_case(case_id, "way")
    part = page.part("way")
    part.show_record(f"letter-hearing:{case_id}")
    preview = part.form.preview
    qtbot.waitUntil(lambda: preview._busy, timeout=5000)
    press(qtbot, part.form.cancel)
    qtbot.waitUntil(lambda: not preview._busy, timeout=20_000)
    settled(qtbot, tools)
    assert part.form is None
