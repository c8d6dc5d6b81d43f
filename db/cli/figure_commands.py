"""report: the key figures of a span of days."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from db.cli.session import Session, done
from db.errors import NotAllowed
from db.rules.report import report_answer
from db.store import figures
from db.store.trouble import known_trouble
from db.words import Words, later


def report(session: Session) -> int:
    """The key figures of a span of days."""
    first, last, today = session.args.first, session.args.last, session.today()
    if last < first:
        raise NotAllowed(later("The last day lies before the first."), later("Give --from before --to."))
    with session.desk_by_rules() as desk, known_trouble():
        found = figures.material(desk.db, first, last, today)
    answer = report_answer(found, first, last, today)
    if session.json:
        session.answer(answer)
        return done()
    for name, value in _lines(answer, session.words):
        session.say(f"{name:<44} {value}")
    return done()


def _lines(answer: dict[str, Any], words: Words) -> Iterator[tuple[str, str]]:
    placed, kept, law = answer["placements"], answer["follow_ups"], answer["deadlines"]
    steps = "  ".join(f"{step}: {count}" for step, count in answer["steps"].items())
    yield words.t("Cases open in the span"), str(answer["cases"])
    yield words.t("Moves up and down the ladder"), f"{answer['moves']['up']} / {answer['moves']['down']}"
    yield words.t("Cases on each step on the last day"), steps
    yield words.t("Placements on the last day"), str(placed["count"])
    yield words.t("Share of them that are like a family"), _percent(placed["family_like_share"])
    yield words.t("Cost of placements"), words.money(int(Decimal(placed["cost"]) * 100))
    yield words.t("Follow-ups due, on time"), f"{kept['due']} / {kept['on_time']}"
    yield words.t("Deadlines of law, on time"), f"{law['law_due']} / {law['law_on_time']}"
    yield words.t("Cases with a network meeting"), _percent(answer["network_meetings"]["share"])
    yield words.t("Cases in which the child was heard"), _percent(answer["children_heard"]["share"])
    told = answer["notifications"]
    yield words.t("Notifications, of children under ten"), f"{told['all']} / {told['under_10']}"
    yield words.t("Complaints"), str(answer["complaints"])
    yield words.t("Breakdowns"), str(answer["breakdowns"])
    yield words.t("Feedback from families"), str(answer["feedback"])


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
