"""cases, search, due, costs: what a store answers."""

from typing import Final

from db.cli.session import Session, done
from db.records.base import money_text
from db.rules import costs as costing
from db.rules import due_list, names
from db.rules.deadline import State
from db.rules.ladder import step_on
from db.store import case_list, cases, deadlines, help_rows, search
from db.store.trouble import known_trouble
from db.words import later

_EVERYTHING: Final = 1_000_000_000
_STATES: Final = {
    State.MET: later("met"),
    State.MISSED: later("not kept"),
    State.WAIVED: later("waived"),
    State.OVERDUE: later("overdue"),
    State.TODAY: later("today"),
    State.SOON: later("soon"),
    State.LATER: later("later"),
}


def list_cases(session: Session) -> int:
    """The caseload: open cases first, by number."""
    today = session.today()
    with session.desk_by_rules() as desk, known_trouble():
        rows = case_list.rows(desk.db, today=today, limit=_EVERYTHING)
        running = help_rows.of_cases(desk.db, [row.case_id for row in rows])
    answer = [
        {
            "case": row.case_id,
            "number": row.number,
            "child": row.child,
            "status": row.status.value,
            "step": step_on(running[row.case_id], today),
            "next_due": row.next_due.isoformat() if row.next_due else None,
            "last_contact": row.last_contact.isoformat() if row.last_contact else None,
            "forecast": money_text(costing.forecast_of(running[row.case_id], today.year, today)),
        }
        for row in rows
    ]
    if session.json:
        session.answer(answer)
        return done()
    wide = max((len(row.child) for row in rows), default=0)
    for row, told in zip(rows, answer, strict=True):
        due = session.words.day(row.next_due) if row.next_due else "–"
        status = session.words.t(names.CASE_STATUSES[row.status])
        session.say(f"{row.number:<12} {row.child:<{wide}} {status:<14} {told['step'] or '–':<3} {due}")
    session.say(session.words.n("{count} case", "{count} cases", len(rows)))
    return done()


def find(session: Session) -> int:
    """People, cases, notes, plans, meetings, forms that hold a text."""
    with session.desk() as desk, known_trouble():
        hits = search.find(desk.db, session.args.text, session.args.limit)
    if session.json:
        session.answer(
            [
                {
                    "kind": hit.kind,
                    "id": hit.record,
                    "case": hit.case_id,
                    "number": hit.number,
                    "title": hit.title or session.words.t(names.RECORDS[hit.kind]),
                    "snippet": hit.snippet,
                    "on": hit.on.isoformat() if hit.on else None,
                }
                for hit in hits
            ]
        )
        return done()
    for hit in hits:
        day = session.words.day(hit.on) if hit.on else ""
        session.say(f"{session.words.t(names.RECORDS[hit.kind])}: {hit.title} · {hit.number or '–'} · {day}")
        if hit.snippet:
            session.say(f"    {hit.snippet}")
    session.say(session.words.n("{count} found", "{count} found", len(hits)))
    return done()


def due(session: Session) -> int:
    """Deadlines and appointments, with their rule and their reason."""
    with session.desk_by_rules() as desk, known_trouble():
        wanted = {cases.resolve(desk.db, asked) for asked in session.args.cases}
        entries = [
            due_list.Listed(entry.case_id, entry.number, entry.deadline)
            for entry in deadlines.all_entries(desk.db)
            if not wanted or entry.case_id in wanted
        ]
    rows = due_list.due_answer(
        entries, session.now(), session.words, start=session.args.first, end=session.args.last
    )
    if session.json:
        session.answer(rows)
        return done()
    for row in rows:
        state = session.words.t(_STATES[State(row["state"])])
        front = f"{row['due']:<26} {state:<14} {row['number'] or '–':<12}"
        session.say(f"{front} {row['title']} {row['legal_ref']}".rstrip())
    session.say(session.words.n("{count} deadline", "{count} deadlines", len(rows)))
    return done()


def costs(session: Session) -> int:
    """The commitment account of a year."""
    today = session.today()
    with session.desk() as desk, known_trouble():
        wanted = [cases.resolve(desk.db, asked) for asked in session.args.cases] or cases.ids(desk.db)
        chosen = case_list.costly(desk.db, dict.fromkeys(wanted))
    year, words = session.args.year or today.year, session.words
    if session.json:
        session.answer(costing.costs_answer(chosen, year, today))
        return done()
    account = costing.costs_of(chosen, year, today)
    heads = (words.t("spent"), words.t("agreed"), words.t("expected to cost"))
    session.say(" " * 12 + "".join(f" {head:>18}" for head in heads))
    for case in account.cases:
        amounts = (case.spent, case.committed, case.forecast)
        session.say(f"{case.number:<12}" + "".join(f" {words.money(amount):>18}" for amount in amounts))
    session.say(f"{words.t('In all')} {words.money(account.total)}")
    return done()
