"""plan, minutes, form: papers as PDF; calendar: a file for a calendar program."""

from pathlib import Path

from db.actions import papers
from db.cli.session import Session, done
from db.rules.readers import Edition


def plan(session: Session) -> int:
    """Print the plans of the cases that are named: one file, a folder of files, or one merged file."""
    args, edition = session.args, _asked(session.args.edition)
    with session.desk() as desk:
        count = papers.print_plans(
            desk,
            args.cases,
            edition,
            session.words,
            out=Path(args.out),
            merge=args.merge,
            letterhead=session.profile.letterhead,
        )
    session.say(session.words.n("{count} plan was printed.", "{count} plans were printed.", count))
    return done()


def minutes(session: Session) -> int:
    """Print the minutes of the meeting that is named: the file's own copy, or one party's edition."""
    from db.actions.minutes import print_minutes

    args = session.args
    party = args.edition.removeprefix("party:") if args.edition != "full" else None
    with session.desk() as desk:
        print_minutes(
            desk,
            args.appointment,
            party,
            session.words,
            letterhead=session.profile.letterhead,
            out=Path(args.out),
        )
    session.say(session.words.t("The minutes were printed."))
    return done()


def form(session: Session) -> int:
    """Print the answered form that is named: the file's own copy."""
    from db.actions.forms import print_form

    with session.desk() as desk:
        print_form(
            desk,
            session.args.record,
            session.words,
            letterhead=session.profile.letterhead,
            out=Path(session.args.out),
        )
    session.say(session.words.t("The form was printed."))
    return done()


def calendar(session: Session) -> int:
    """Write what is due and planned as a calendar file."""
    from db.actions.calendars import write_calendar

    args = session.args
    with session.desk_by_rules() as desk:
        count = write_calendar(desk, session.words, out=Path(args.out), start=args.first, end=args.last)
    session.say(session.words.n("{count} entry was written.", "{count} entries were written.", count))
    return done()


def _asked(edition: str) -> papers.Asked:
    if edition.startswith("party:"):
        return papers.Asked(Edition.PARTY, edition.removeprefix("party:"))
    return papers.Asked(Edition(edition))
