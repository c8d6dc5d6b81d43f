"""A team lead's story in two real windows: shared, taken in, seen in Overblik, returned, mended, approved."""

import json
from datetime import UTC, date, datetime

import pytest
from stores import PASSPHRASE, at_work, made

from db.actions import documents, office, own_identity
from db.books import demo
from db.records.plan import PlanStatus
from db.records.plan_answer import Verdict
from db.store import cases, plan_answers, team
from db.words import Words
from desktop.kit.rows import ActionRow, FactRow
from desktop.main_window import MainWindow
from desktop.rooms.overview.answer_dialog import AnswerDialog
from desktop.rooms.overview.share_dialog import ShareDialog
from desktop.settings import Settings

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
UNTIL = date(2027, 1, 31)
NUMBER = "2025-0001"


@pytest.fixture
def begun(qtbot, qapp, tmp_path):
    """Makes a store and its window, for a person of this name."""
    windows = []

    def begin(name):
        folder = tmp_path / name.partition(" ")[0]
        folder.mkdir()
        store = made(folder)
        with at_work(store) as desk:
            office.name_caseworker(desk, name)
        shown = MainWindow(
            Words("da"),
            store=store,
            now=lambda: NOW,
            settings=Settings(),
            settings_file=tmp_path / "window.json",
        )
        qtbot.addWidget(shown)
        with qtbot.waitExposed(shown):
            shown.show()
        shown.unlock(PASSPHRASE)
        qtbot.waitUntil(lambda: shown.page is not None, timeout=20_000)
        windows.append(shown)
        return shown.page

    yield begin
    for shown in windows:
        shown.leave()


def run(qtbot, page, work):
    with qtbot.waitCallback() as done:
        page.tools.writer.run(work, done=done, failed=done)
    assert not isinstance(done.args[0], BaseException), done.args[0]
    return done.args[0]


def leading(page):
    page.open_room("figures")
    room = page._rooms["figures"]
    room.tabs.setCurrentIndex(1)
    return room.team


def opened(page, kind):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def share(qtbot, page, recipient, number, out):
    leader = leading(page)
    leader.share.click()
    dialog = opened(leader, ShareDialog)
    qtbot.keyClicks(dialog.which.line, number)
    dialog.to.line.setText(recipient)
    dialog.until.show_value(UNTIL)
    with qtbot.waitSignal(leader.saved, timeout=20_000):
        dialog.yes.click()
    assert out.exists()


def take_copies(qtbot, page, file):
    """A package is dropped on the lead's page, looked at where packages are received, and taken up."""
    leading(page).take_in(file)
    qtbot.waitUntil(lambda: "handing" in page._rooms, timeout=20_000)
    coming = page._rooms["handing"].coming
    qtbot.waitUntil(coming.take.isVisible, timeout=20_000)
    with qtbot.waitSignal(coming.told, timeout=20_000):
        coming.take.click()


def take_answer(qtbot, page, file):
    leader = leading(page)
    with qtbot.waitSignal(leader.saved, timeout=20_000):
        leader.take_in(file)


def answer(qtbot, page, recipient, verdict, reason=""):
    leader = leading(page)
    leader.copies.findChildren(ActionRow)[-1].button.click()
    dialog = opened(leader, AnswerDialog)
    dialog.verdict.show_value(verdict)
    dialog.reason.show_value(reason)
    dialog.to.line.setText(recipient)
    with qtbot.waitSignal(leader.saved, timeout=20_000):
        dialog.yes.click()


def test_a_plan_goes_to_the_team_lead_comes_back_with_a_reason_and_is_approved(
    qtbot, begun, tmp_path, monkeypatch, pages_of
):
    worker, lead = begun("Hanne Lind"), begun("Lone Leder")
    out = [tmp_path / name for name in ("a.age", "pile.pdf", "b.age", "c.age", "d.age")]
    left = iter(out)
    for page in (worker, lead):  # the system's own file dialog is not ours to drive
        monkeypatch.setattr(type(page.tools.ask), "where_to_save", lambda *_: next(left))
    data = json.dumps(demo.families()[0]).encode()
    run(qtbot, worker, lambda desk: documents.import_document(desk, data))
    case_id = cases.resolve(worker.tools.desk.db, NUMBER)
    hers, leads = (run(qtbot, page, own_identity.made_recipient) for page in (worker, lead))

    share(qtbot, worker, leads, NUMBER, out[0])
    take_copies(qtbot, lead, out[0])
    (copy,) = team.copies(lead.tools.desk.db)
    lead.open_room("cases")
    assert lead._rooms["cases"].head.under.text() == "1 åben sag · 1 kopi fra andre"
    assert (copy.sender, copy.until) == ("Hanne Lind", UNTIL)
    figures_of_the_copy(qtbot, lead)
    pile_of_the_copy(qtbot, lead, out[1])
    assert "Emil" in pages_of(out[1])[0]

    answer(qtbot, lead, hers, Verdict.RETURNED, "Hvor er Emils egne ord?")
    take_answer(qtbot, worker, out[2])
    worker.open_case(case_id, "plan")
    told = worker._rooms["case"].part("plan").answered
    assert "Lone Leder" in told.accessibleName()
    assert "Hvor er Emils egne ord?" in told.accessibleName()

    share(qtbot, worker, leads, NUMBER, out[3])
    take_copies(qtbot, lead, out[3])
    assert len(team.copies(lead.tools.desk.db)) == 1
    answer(qtbot, lead, hers, Verdict.APPROVED)
    take_answer(qtbot, worker, out[4])
    case = cases.get(worker.tools.desk.db, case_id)
    assert "Lone Leder" in {one.approved_by for one in case.plans if one.status is not PlanStatus.REPLACED}
    assert plan_answers.every(worker.tools.desk.db)[0].verdict is Verdict.APPROVED
    worker.open_case(case_id, "plan")
    assert "Lone Leder" in worker._rooms["case"].part("plan").answered.accessibleName()


def figures_of_the_copy(qtbot, lead):
    """Overblik counts the copy, and an audit draws it and says whose it is."""
    lead.open_room("figures")
    figures = lead._rooms["figures"]
    figures.tabs.setCurrentIndex(0)
    qtbot.waitUntil(lambda: figures.found and figures.found.now.answer["cases"] == 1, timeout=20_000)
    figures.audit.draw.click()
    (drawn,) = figures.audit.drawn.sheet.findChildren(FactRow)
    assert "Hanne Lind" in drawn.accessibleName()


def pile_of_the_copy(qtbot, lead, out):
    """Udskrift makes the plan of the copy, as any of one's own."""
    lead.open_room("papers")
    papers = lead._rooms["papers"]
    qtbot.waitUntil(papers.save.isEnabled, timeout=20_000)
    papers.save.click()
    qtbot.waitUntil(out.exists, timeout=20_000)
