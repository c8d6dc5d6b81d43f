"""What a municipality has settled on this machine: its profile, and the policy that applies."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.books import policy, profile, profile_check, profile_seal
from db.books.policy import REMEDY, Policy
from db.books.profile import Profile
from db.errors import ForUser, NotAllowed
from db.paths import RESOURCES
from db.words import later

_BESIDE: Final = RESOURCES.parent / "profile"


@dataclass(frozen=True, slots=True)
class Municipality:
    """The profile and the policy; `faults` say what was left out because it is faulty."""

    profile: Profile
    policy: Policy
    faults: tuple[ForUser, ...]


def read(folder: Path | None = None) -> Municipality:
    """The profile in `folder`, else in the one policy names or beside the program; and what applies.

    Where policy asks for a signature, a profile without IT's is left out like a faulty one.
    """
    faults: list[ForUser] = []
    stated = Profile()
    by_it = policy.read({})
    if (place := folder or _place(by_it)) is not None:
        try:
            if not place.is_dir():
                raise NotAllowed(later("The profile's folder {folder} is not there."), REMEDY, folder=place)
            profile_seal.demand(place, by_it)
            read = profile.read(place)
            for fault in profile_check.misplaced(place):
                raise fault  # a slip in a name would else be met as a setting that does nothing
            stated = read
        except ForUser as error:
            faults.append(error)
    found = policy.read(stated.policy)
    return Municipality(stated, found, (*faults, *([found.fault] if found.fault is not None else [])))


def _place(by_it: Policy) -> Path | None:
    if named := by_it.text("profile"):
        return Path(named)
    return _BESIDE if _BESIDE.is_dir() else None
