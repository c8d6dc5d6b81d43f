"""The definition of a form: sections of questions, in Danish and English, read from `resources/forms`."""

from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from db.records.base import Flag, Number, Record
from db.records.plan import Readers

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
"""The id of a form, a question, a choice or a column."""
Said = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Kind(StrEnum):
    """What a question asks for, and so how it is answered, checked and printed."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    YES_NO_UNKNOWN = "yes_no_unknown"
    CHOICE = "choice"
    MANY = "many"
    SCALE = "scale"
    DATE = "date"
    PERSON = "person"
    TABLE = "table"
    LADDER_STEP = "ladder_step"
    GOAL = "goal"


class Told(Record):
    """A text in both languages."""

    da: Said
    en: Said

    def in_language(self, language: str) -> str:
        """The text as people of `language` read it; Danish for any but English."""
        return self.en if language == "en" else self.da


class SourceKind(StrEnum):
    """Why something is asked."""

    LAW = "law"
    GOOD_PRACTICE = "good_practice"


class Certainty(StrEnum):
    """How sure the reference is: read in its source, known well, fairly sure, or to be checked."""

    READ = "V"
    CERTAIN = "C"
    FAIRLY = "F"
    UNSURE = "U"


class Source(Record):
    """The law or the practice that a form or a question rests on; law has a paragraph and a certainty."""

    kind: SourceKind
    ref: str = ""
    certainty: Certainty | None = None

    @model_validator(mode="after")
    def _law_has_a_paragraph(self) -> Self:
        if self.kind is SourceKind.LAW and not (self.ref and self.certainty):
            raise PydanticCustomError("law_without_paragraph", "law has a ref and a certainty")
        return self

    @property
    def unsure(self) -> bool:
        """True if the reference has to be checked before it is relied on."""
        return self.certainty in (Certainty.FAIRLY, Certainty.UNSURE)


GOOD_PRACTICE: Final = Source(kind=SourceKind.GOOD_PRACTICE)


class Choice(Record):
    """One of the answers that may be chosen, or one who rates on a scale."""

    value: Name
    da: Said
    en: Said

    def in_language(self, language: str) -> str:
        """What the choice is called."""
        return self.en if language == "en" else self.da


class ColumnKind(StrEnum):
    """What a column of a table holds."""

    TEXT = "text"
    DATE = "date"


class Column(Record):
    """A column of a table; what is told in whole sentences is `wide` and has a line to itself."""

    id: Name
    kind: ColumnKind = ColumnKind.TEXT
    wide: bool = False
    da: Said
    en: Said

    def in_language(self, language: str) -> str:
        """The column's head."""
        return self.en if language == "en" else self.da


class Condition(Record):
    """Asked only if an earlier question has this answer, or one of these."""

    question: Name
    equals: str | None = None
    any_of: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.equals is None) == (not self.any_of):
            raise PydanticCustomError("unclear_condition", "a condition has equals or any_of")
        return self

    @property
    def values(self) -> tuple[str, ...]:
        """The answers that make the question be asked."""
        return self.any_of if self.equals is None else (self.equals,)


_PARTS: Final = {
    Kind.CHOICE: "choices",
    Kind.MANY: "choices",
    Kind.TABLE: "columns",
    Kind.SCALE: "raters",
}


class Question(Record):
    """One question. `readers` says who may read the answer."""

    id: Name
    kind: Kind
    label: Told
    help: Told
    required: Flag = False
    readers: Readers = Readers.PARTICIPANTS
    source: Source = GOOD_PRACTICE
    condition: Condition | None = None
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    raters: tuple[Choice, ...] = ()

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        for name in ("choices", "columns", "raters"):
            parts = getattr(self, name)
            if bool(parts) != (_PARTS.get(self.kind) == name):
                raise PydanticCustomError("parts_unfit", "{name} does not fit the kind", {"name": name})
            keys = [part.id if isinstance(part, Column) else part.value for part in parts]
            if len(keys) != len(set(keys)):
                raise PydanticCustomError("parts_twice", "the same value twice in {name}", {"name": name})
        return self


class Section(Record):
    """Questions that belong together."""

    title: Told
    help: Told | None = None
    question: tuple[Question, ...] = Field(min_length=1)


class Form(Record):
    """One version of one form, as its file states it."""

    id: Name
    version: Number
    title: Told
    about: Told
    basis: Source
    readers: Readers = Readers.PARTICIPANTS
    section: tuple[Section, ...] = Field(min_length=1)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the form."""
        return tuple(question for section in self.section for question in section.question)
