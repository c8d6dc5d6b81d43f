"""Random sound documents: every field by its type, then ids, references and what must agree are put right."""

from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import get_args, get_origin

from hypothesis import strategies as st

from db.exchange.shapes import key_of, nodes_of, shape_of
from db.records.case import Case
from db.records.document import Document
from db.records.plan import Goal, Plan

TEXTS = st.text(st.characters(codec="utf-8"), max_size=6)
NAMES = TEXTS.filter(str.strip)
DAYS = st.dates(date(1, 1, 1)).map(date.isoformat)
MOMENTS = st.builds(
    lambda moment, offset: (
        moment.replace(microsecond=0).astimezone(timezone(timedelta(minutes=offset))).isoformat()
    ),
    st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1 < moment.year < 9999),
    st.integers(-1439, 1439),
)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
ANSWERS = st.dictionaries(
    TEXTS, st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=4)
)
BY_KEY = {
    "format": st.just("taetpaa-exchange"),
    "version": st.just(1),
    "name": NAMES,
    "number": NAMES,
    "answers": ANSWERS,
    "cpr": st.sampled_from(["0905144321", "090514-4321", "670514 4321"]),
    "reduced_hours": st.sampled_from(["0", "12.50", "7.5"]),
    "price": st.integers(0, 10**12).map(lambda oere: f"{oere // 100}.{oere % 100:02d}"),
    "quantity": st.integers(1, 10**6).map(lambda number: f"{number // 1000}.{number % 1000:03d}"),
}
BY_TYPE = {date: DAYS, datetime: MOMENTS, bool: st.booleans(), int: st.integers(1, 5), str: TEXTS}

REFERENCES = {
    "Booking": {"resource": "Resource", "case": "Case"},
    "Case": {"child": "Person"},
    "Relation": {"person": "Person"},
    "Consent": {"given_by": "Person"},
    "SubGoal": {"responsible": "Person"},
    "Progress": {"rated_by": "Person"},
    "WellBeing": {"rated_by": "Person", "about": "Person"},
    "Appointment": {"institution": "Institution"},
    "AgendaPart": {"participants": "Person"},
    "SafetyRating": {"rated_by": "Person"},
    "Agreement": {"responsible": "Person"},
    "Decision": {"about": "any", "inquiry": "Inquiry", "consents": "Consent"},
    "Intervention": {"goals": "Goal"},
    "Plan": {"replaces": "Plan"},
}
WITHIN_THE_CASE = {"any", "Inquiry", "Consent", "Goal", "Plan"}


def _plain(key, annotation):
    """Values for a field that holds no record, without None."""
    if key in BY_KEY:
        return BY_KEY[key]
    parts = (getattr(kind, "__origin__", kind) for kind in get_args(annotation) or (annotation,))
    kinds = [kind for kind in parts if kind is not type(None)]
    if get_origin(annotation) is tuple:
        words = list(kinds[0]) if issubclass(kinds[0], StrEnum) else []
        return st.lists(st.sampled_from([word.value for word in words])) if words else st.just([])
    if issubclass(kinds[0], StrEnum):
        return st.sampled_from([word.value for word in kinds[0]])
    return BY_TYPE[kinds[0]]


def raw_of(record):
    """Raw objects for `record` with sound fields that may not agree; some are missing or null."""
    required, optional = {}, {}
    children = {child.key: child for child in shape_of(record).children}
    for name, field in record.model_fields.items():
        key = key_of(record, name)
        if key in children:
            inner = raw_of(children[key].record)
            values = st.lists(inner, min_size=record is Case, max_size=2) if children[key].many else inner
        else:
            values = _plain(key, field.annotation)
        if type(None) in get_args(field.annotation):
            values = st.none() | values
        always = field.is_required() or (key in children and record in (Document, Case, Plan, Goal))
        (required if always else optional)[key] = values
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def documents(draw):
    """Sound raw documents of every shape."""
    raw = draw(raw_of(Document))
    raw.setdefault("people", []).append({"id": "", "name": "Aksel"})
    nodes = nodes_of(Document, raw)
    ids = _named(nodes)
    for node in nodes:
        _agree(node.record, node.raw)
        AGREE.get(node.record.__name__, dict)(node.raw)
        for key, kind in REFERENCES.get(node.record.__name__, {}).items():
            known = ids.get((node.case if kind in WITHIN_THE_CASE else None, kind), [])
            many = key in ("participants", "consents", "goals")
            must = key in ("child", "person")
            names = st.lists(st.sampled_from(known), max_size=3) if known else st.just([])
            node.raw[key] = draw(names if many else st.sampled_from(known if must else [*known, None]))
    return raw


def _named(nodes):
    """Gives every record an id of its own, and says which there are, by case and kind."""
    ids = {}
    for count, node in enumerate(nodes):
        if node.record.__name__ == "Handled":
            node.raw["trigger"] = f"x{count}"
        if "id" in node.record.model_fields:
            node.raw["id"] = f"x{count}"
            for place in {
                (node.case, "any"),
                (node.case, node.record.__name__),
                (None, node.record.__name__),
            }:
                ids.setdefault(place, []).append(f"x{count}")
    return ids


def _agree(record, raw):
    """Puts starts before ends."""
    for start, end in record.spans:
        first, last = key_of(record, start), key_of(record, end)
        if raw.get(first) and raw.get(last):
            raw[last] = max(raw[first], raw[last])


def _meeting(raw):
    starts = datetime.fromisoformat(raw["starts_at"])
    if raw.get("ends_at") and datetime.fromisoformat(raw["ends_at"]) <= starts:
        raw["ends_at"] = None
    parts = len(raw.get("agenda", []))
    for note in raw.get("notes", []):
        note["part"] = parts - 1 if parts else None


def _case(raw):
    raw["number"] += raw["id"]
    raw["closed"] = max(raw["opened"], raw.get("closed") or "") if raw["status"] == "closed" else None


def _plan(raw):
    if not raw.get("adopted_on"):
        raw.pop("status", None)


def _intervention(raw):
    if (raw.get("placement") is not None) != (raw.get("law_group") == "placement"):
        raw.pop("law_group", None)


AGREE = {"Appointment": _meeting, "Case": _case, "Plan": _plan, "Intervention": _intervention}
