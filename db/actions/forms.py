"""What can be done to an answered form."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action, note
from db.actions.outgoing import new_files
from db.errors import NotAllowed
from db.records.base import new_id
from db.records.case import Case
from db.records.form import Form
from db.records.letterhead import Letterhead
from db.records.note import FilledForm, FormStatus
from db.records.person import Person
from db.rules import answers, finding
from db.rules.people_named import people_named
from db.store import cases, drafts, filled_forms, people
from db.store.trouble import known_trouble
from db.words import Words, later

if TYPE_CHECKING:
    from db.pdf.form_sheet import FormSheet

KIND: Final = "form"
"""The name of answered forms in the journal, the history and the drafts."""
PRINTED: Final = "form.printed"
"""The name of a print in the journal."""
_TOPICS: Final = frozenset({Topic.FORMS, Topic.DRAFTS})


def begin_form(desk: Desk, case_id: str, form: Form) -> Changed:
    """Begin to answer `form` in a case. Raises Stale if the case is gone, Trouble if the disk fails."""
    with known_trouble():
        cases.get(desk.db, case_id)
    filled = FilledForm(id=new_id(), form=form.id, form_version=form.version, started_on=desk.today())
    return _saved(desk, "form.begun", case_id, None, filled)


def save_form(desk: Desk, case_id: str, before: FilledForm, after: FilledForm) -> Changed:
    """Write the answers as they are now; what was being typed in them is taken up by this.

    Raises NotAllowed if the form is finished, Stale if it changed meanwhile, Trouble if the disk fails.
    """
    _refuse_finished(before)
    return _saved(desk, "form.changed", case_id, before, after)


def finish_form(desk: Desk, case_id: str, filled: FilledForm, form: Form | None) -> Changed:
    """Finish the answers to `form`: they are locked then.

    Raises NotAllowed if it is finished, or an answer is missing or cannot be; Stale if it
    changed meanwhile.
    """
    _refuse_finished(filled)
    if form is not None:
        if wrong := answers.unfit(form, filled.answers):
            raise NotAllowed(
                later("{count} answers cannot stand as they are."),
                later("Correct them first."),
                count=len(wrong),
            )
        if gaps := answers.missing(form, filled.answers):
            raise NotAllowed(
                later("Answers are missing: {count}."), later("Answer them, then finish."), count=len(gaps)
            )
    day = max(desk.today(), filled.started_on or desk.today())
    return _saved(
        desk, "form.finished", case_id, filled, filled.changed(status=FormStatus.FINISHED, finished_on=day)
    )


def reopen_form(desk: Desk, case_id: str, filled: FilledForm) -> Changed:
    """Open a finished form again. Raises Stale if it changed meanwhile."""
    draft = filled.changed(status=FormStatus.DRAFT, finished_on=None)
    return _saved(desk, "form.reopened", case_id, filled, draft)


def take_version(desk: Desk, case_id: str, filled: FilledForm, form: Form) -> Changed:
    """Go over to another version of the same form: every answer stays, also those it no longer asks for.

    Raises NotAllowed if the form is finished, Stale if it changed meanwhile.
    """
    _refuse_finished(filled)
    return _saved(desk, "form.version_taken", case_id, filled, filled.changed(form_version=form.version))


def sheet_of(
    desk: Desk, case: Case, known: Sequence[Person], filled: FilledForm, letterhead: Letterhead
) -> "FormSheet":
    """All that goes on the paper of `filled`; a form that is not known prints its answers all the same."""
    from db.pdf.form_sheet import FormSheet  # what prints is not loaded before something is printed

    return FormSheet(
        filled=filled,
        form=desk.forms.get(filled.form, filled.form_version),
        child=next(person for person in known if person.id == case.child),
        people=tuple(known),
        goals=tuple(goal for plan in case.plans for goal in plan.goals),
        steps=desk.ladder.steps,
        printed_on=desk.today(),
        letterhead=letterhead,
    )


def print_form(desk: Desk, form_id: str, words: Words, *, letterhead: Letterhead, out: Path) -> None:
    """Print an answered form to the new file `out`; the print stands in the journal.

    Raises Stale for an unknown form, NotAllowed if the name is taken, Trouble if the disk refuses.
    """
    with known_trouble():
        filled = filled_forms.get(desk.db, form_id)
        case = cases.get(desk.db, filled_forms.case_of(desk.db, form_id))
        known = list(people.of(desk.db, people_named(case)).values())
    sheet = sheet_of(desk, case, known, filled, letterhead)
    from db.pdf.form_sheet import render

    with new_files({out: render(sheet, words)}):
        note(desk, PRINTED, [(KIND, form_id, case.id)])


def write_form(desk: Desk, case_id: str, sheet: "FormSheet", words: Words, to: Path) -> None:
    """Write the paper `sheet` to the file `to`, in place of what is there; it stands in the journal.

    Raises Trouble if the disk refuses.
    """
    from db.pdf.form_sheet import render

    with new_files({to: render(sheet, words)}, in_place=True):
        note(desk, PRINTED, [(KIND, sheet.filled.id, case_id)])


def _refuse_finished(filled: FilledForm) -> None:
    if filled.status is FormStatus.FINISHED:
        raise NotAllowed(later("A finished form is locked."), later("Open it again to change it."))


def _saved(desk: Desk, name: str, case_id: str, before: FilledForm | None, after: FilledForm) -> Changed:
    with action(desk, name, KIND, after.id, case_id) as act:
        filled_forms.save(desk.db, after, case_id, expected=before)
        act.changed(KIND, after.id, case_id, before, after)
        drafts.drop_record(desk.db, KIND, after.id)
        computed.index(desk, [finding.entry_of_form(after, case_id)])
    return Changed(_TOPICS, case_id, after.id)
