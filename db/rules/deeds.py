"""What the actions of the journal are called, and which of them let something leave the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from db.words import later

LEFT: Final = frozenset({"printed", "sent", "exported", "shared", "handed_over", "made", "received"})
"""The last word of an action that is told among what was printed and handed on."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the journal as it is listed. `line` is its number, or its place among earlier lines."""

    line: str
    at: datetime
    who: str
    action: str
    kind: str
    record: str
    has_changes: bool
    took_away: bool


DEEDS: Final[Mapping[str, str]] = {
    "case.exported": later("The case was written to a file"),
    "history.erased": later("History of somebody erased was emptied"),
    "case.receipt": later("The receiver's receipt came"),
    "case.erased": later("The case was erased"),
    "case.erased_again": later("The case came in a package and was erased again"),
    "allocation.saved": later("The panel was written"),
    "appointment.added": later("An appointment was made"),
    "appointment.moved": later("An appointment was moved"),
    "assessment.saved": later("The assessment was written"),
    "attachment.added": later("An attachment was added"),
    "attachment.brought_back": later("An attachment was brought back"),
    "attachment.changed": later("An attachment was changed"),
    "attachment.erased": later("An attachment was erased for good"),
    "attachment.exported": later("An attachment was saved outside the store"),
    "attachment.opened": later("An attachment was opened in another program"),
    "attachment.removed": later("An attachment was removed"),
    "case.closed": later("The case was closed"),
    "case.handed_over": later("The case was handed over"),
    "case.intake": later("The case was taken into intake"),
    "case.not_told": later("Whether the family may be told was changed"),
    "case.opened": later("The case was opened"),
    "case.received": later("The case came from another store"),
    "case.reopened": later("The case was opened again"),
    "case.shared": later("A copy of the case was handed on"),
    "case.school": later("The school was changed"),
    "case.seen": later("The case was looked at"),
    "change.undone": later("A change was taken back"),
    "consent.given": later("A consent was written"),
    "consent.withdrawn": later("A consent was withdrawn"),
    "copy.ended": later("A copy came to its end date"),
    "copy.returned": later("A copy may be read again"),
    "deadline.marked": later("A deadline was marked by hand"),
    "deadline.unmarked": later("The mark of a deadline was taken away"),
    "decision.saved": later("A decision was written"),
    "draft.put_away": later("What was typed was thrown away"),
    "demonstration.filled": later("Made-up families were filled in"),
    "document.exported": later("The case was written to a file"),
    "document.imported": later("The case was read from a file"),
    "form.begun": later("A form was begun"),
    "form.changed": later("A form was answered"),
    "form.finished": later("A form was finished"),
    "form.printed": later("A form was printed"),
    "form.reopened": later("A form was opened again"),
    "form.version_taken": later("A form was brought to its newest version"),
    "help.changed": later("Help was changed"),
    "help.ended": later("Help was ended"),
    "help.expected": later("Help was noted as expected"),
    "help.goes_on": later("Help was followed up and goes on"),
    "help.ordered": later("Help was ordered"),
    "help.running": later("Help was started"),
    "help.search_planned": later("A search for help was planned"),
    "help.taken_away": later("Help was taken away"),
    "booking.added": later("A booking was made"),
    "booking.cancelled": later("A booking was cancelled"),
    "booking.changed": later("A booking was changed"),
    "booking.moved_up": later("A booking moved up"),
    "calendar.exported": later("Calendar files were written"),
    "inquiry.changed": later("An inquiry was changed"),
    "inquiry.given": later("An inquiry was put into the case"),
    "inquiry.recorded": later("An inquiry was written"),
    "invitations.made": later("Invitations were made"),
    "letter.sent": later("A letter was sent"),
    "meeting.interpreter": later("Who interprets was arranged"),
    "meeting.changed": later("A meeting was changed"),
    "meeting.held": later("A meeting was held"),
    "meeting.planned": later("A meeting was planned"),
    "minutes.printed": later("Minutes were printed"),
    "list.exported": later("The case stood in a list that was written to a file"),
    "list.imported": later("The case was read from a list"),
    "network.printed": later("The family and its network were printed"),
    "note.added": later("A note was written"),
    "note.changed": later("A note was changed"),
    "person.changed": later("A person was changed"),
    "placement.answered": later("The half-year question about the placement was answered"),
    "plan.adopted": later("The plan was adopted"),
    "plan.answered": later("A colleague's answer about the plan was read in"),
    "plan.approved": later("The plan was approved"),
    "plan.agreed": later("The parties' agreement was printed"),
    "plan.begun": later("A plan was begun"),
    "plan.changed": later("The plan was changed"),
    "plan.printed": later("The plan was printed"),
    "plan.returned": later("The plan was sent back to be changed"),
    "plan.version_begun": later("A new version of the plan was begun"),
    "record.brought_back": later("Something was brought back"),
    "relation.removed": later("A tie was taken away"),
    "rhythm.closer": later("Contact became closer"),
    "rhythm.eased": later("Contact became looser"),
    "rhythm.set": later("How often the family is spoken with was set"),
    "rhythm.stays_closer": later("Contact stays closer"),
    "school.absence": later("Unlawful absence was written"),
    "series.added": later("Repeated appointments were made"),
    "series.changed": later("Repeated appointments were changed"),
    "series.left_out": later("Repeated appointments were left out"),
}
_OTHER: Final = later("A change")


def told(action: str) -> str:
    """What `action` is called, a key of the catalogue; one of a newer release is "A change"."""
    return DEEDS.get(action, _OTHER)
