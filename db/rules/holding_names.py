"""What the kinds are called that a restore counts: keys of the catalogue, by the store's tables."""

from collections.abc import Mapping
from typing import Final

from db.words import later

HOLDINGS: Final[Mapping[str, str]] = {
    "cases": later("Cases"),
    "people": later("People"),
    "notes": later("Notes"),
    "appointments": later("Appointments and meetings"),
    "plans": later("Plans"),
    "interventions": later("Help and interventions"),
    "filled_forms": later("Forms"),
    "inquiries": later("Inquiries"),
    "attachments": later("Attachments"),
}
"""In the order in which they are told."""
