"""The shapes that a store has had, oldest first. A migration that shipped is never edited."""

from pathlib import Path
from typing import Final

from sqlite_utils import Database, Migrations

from db.errors import Newer
from db.words import later

_FILES: Final = Path(__file__).with_name("schema")
NAMES: Final = tuple(path.stem for path in sorted(_FILES.glob("*.sql")))

migrations = Migrations("case_file")


def _register(name: str) -> None:
    @migrations(name=name)
    def _apply(db: Database) -> None:
        db.executescript((_FILES / f"{name}.sql").read_text("utf-8"))


for _name in NAMES:
    _register(_name)


def refuse_newer(db: Database) -> None:
    """Raise Newer if a newer release has changed the shape of this store."""
    if unknown := {done.name for done in migrations.applied(db)} - set(NAMES):
        raise Newer(
            later("This store was made by a newer release ({name})."),
            later("Update the program, then open it again."),
            name=max(unknown),
        )


def is_current(db: Database) -> bool:
    """True if nothing is left to apply."""
    return not list(migrations.pending(db))
