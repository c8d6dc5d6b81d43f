"""What no case can begin without."""

from datetime import date

from db.errors import NotAllowed
from db.words import later


def refuse_faulty(name: str, number: str, born: date | None, today: date) -> None:
    """Raises NotAllowed for a child without a name, a case without a number, or a birthday ahead."""
    if not name:
        raise NotAllowed(later("The child has no name yet."), later("Write what the child is called."))
    if not number:
        raise NotAllowed(later("The case has no number yet."), later("Write the case number."))
    if born is not None and born > today:
        raise NotAllowed(
            later("The birthday lies ahead."),
            later("Leave it empty, and give the day on which the child is expected."),
        )
