"""What stands at the head of a form: its title, and whose it is, since when, in which version."""

from db.records.form import Form
from db.records.note import FilledForm
from db.words import Words


def heading(filled: FilledForm, form: Form | None, child: str, words: Words) -> tuple[str, str]:
    """The title, the form's id where it is not known, and the line below it."""
    parts = [child]
    if filled.started_on is not None:
        parts.append(words.t("begun {day}", day=words.day(filled.started_on)))
    if filled.finished_on is not None:
        parts.append(words.t("finished {day}", day=words.day(filled.finished_on)))
    parts.append(words.t("version {number}", number=filled.form_version))
    title = form.title.in_language(words.language) if form is not None else filled.form
    return title, " · ".join(part for part in parts if part)
