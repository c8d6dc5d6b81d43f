"""plan: action plans as PDF."""

from pathlib import Path

from db.actions import papers
from db.actions.desk import Desk
from db.cli.session import Session, done
from db.errors import NotAllowed
from db.pdf.pile import pile
from db.pdf.sheet import Letterhead
from db.rules.readers import Edition
from db.store import cases
from db.store.trouble import known_trouble
from db.words import later


def plan(session: Session) -> int:
    """Print the plans of the cases that are named: one file, a folder of files, or one merged file."""
    edition = _edition(session.args.edition)
    out = Path(session.args.out)
    with session.desk() as desk, known_trouble():
        chosen = list(dict.fromkeys(cases.resolve(desk.db, asked) for asked in session.args.cases))
        to = _places(out, len(chosen), merge=session.args.merge)
        made = [_paper(desk, case_id, edition, session) for case_id in chosen]
        if session.args.merge:
            title = session.words.t("Plan")
            made = [pile([(f"{title} {number}", paper) for number, paper in enumerate(made, 1)])]
        _write(to, made)
    session.say(session.words.n("{count} plan was printed.", "{count} plans were printed.", len(chosen)))
    return done()


def _edition(asked: str) -> Edition:
    if asked.startswith("party:"):
        raise NotAllowed(
            later("Editions for a named party are not made yet."), later("Choose full or family.")
        )
    try:
        return Edition(asked)
    except ValueError:
        raise NotAllowed(
            later("There is no edition of that name."), later("Choose full or family.")
        ) from None


def _places(out: Path, count: int, *, merge: bool) -> list[Path]:
    """Where the papers go, under names that say nothing. Raises NotAllowed if one is taken."""
    if merge or (count == 1 and not out.is_dir() and out.suffix.lower() == ".pdf"):
        to = [out]
    else:
        out.mkdir(parents=True, exist_ok=True)
        to = [out / f"plan-{number:02}.pdf" for number in range(1, count + 1)]
    if any(place.exists() for place in to):
        raise NotAllowed(later("There is a file of that name already."), later("Choose another name."))
    return to


def _paper(desk: Desk, case_id: str, edition: Edition, session: Session) -> bytes:
    return papers.plan_paper(desk, case_id, edition, session.words, Letterhead())


def _write(to: list[Path], made: list[bytes]) -> None:
    for place, paper in zip(to, made, strict=True):
        part = place.with_name(place.name + ".part")
        try:
            part.write_bytes(paper)
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
