"""Who is who around a child, and what they agreed may be shared."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from db.records.base import Day, Flag, Id, Record


class Role(StrEnum):
    """What somebody is to the child."""

    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    RELATIVE = "relative"
    FOSTER_PARENT = "foster_parent"
    FRIEND = "friend"
    NEIGHBOUR = "neighbour"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    TEACHER = "teacher"
    PEDAGOGUE = "pedagogue"
    DOCTOR = "doctor"
    HOSPITAL = "hospital"
    PSYCHOLOGIST = "psychologist"
    HEALTH_VISITOR = "health_visitor"
    CASEWORKER = "caseworker"
    SUPPORT_PERSON = "support_person"
    CONTACT_PERSON = "contact_person"
    PROVIDER = "provider"
    EMPLOYER = "employer"
    VOLUNTEER = "volunteer"
    OTHER = "other"


class Network(StrEnum):
    """Which half of the network somebody belongs to."""

    PRIVATE = "private"
    PROFESSIONAL = "professional"


class Quality(StrEnum):
    """How the tie to the child is, as the child or the family sees it."""

    SUPPORTIVE = "supportive"
    NEUTRAL = "neutral"
    STRAINED = "strained"
    BROKEN = "broken"


class Relation(Record):
    """A person's tie to the child of a case, between two days or without end."""

    spans: ClassVar = (("from_", "to"),)

    person: Id
    role: Role
    network: Network = Network.PRIVATE
    custody: Flag = False
    lives_with_child: Flag = False
    closeness: Annotated[int, Field(strict=True, ge=1, le=5)] = 3
    quality: Quality = Quality.NEUTRAL
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    note: str = ""


class Consent(Record):
    """What somebody allowed, from the day it was given until it expires or is withdrawn."""

    spans: ClassVar = (("given_on", "expires_on"), ("given_on", "withdrawn_on"))

    id: Id
    given_by: Id | None = None
    about: str = ""
    given_on: Day
    expires_on: Day | None = None
    withdrawn_on: Day | None = None
