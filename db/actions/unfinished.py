"""What was typed and not finished: thrown away on the user's word, and brought back again."""

from typing import Final

from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.put_away import PutAway, TypedText
from db.store import drafts, history
from db.store.drafts import Draft
from db.store.trouble import known_trouble
from db.words import later

KIND: Final = "draft"
"""The name of thrown away texts in the journal and the history."""
BROUGHT_BACK: Final = "record.brought_back"
"""The name in the journal of putting back what was taken away."""
_PUT_AWAY: Final = "draft.put_away"
_DRAFTS: Final = frozenset({Topic.DRAFTS})


def put_away(desk: Desk, kind: str, record: str) -> Changed:
    """Forget what was being typed into one record; the journal keeps it, so that it can be taken back.

    What the record itself says stays as it is; no line where nothing was typed. Raises NotAllowed for a
    case that this store may only read, Trouble if the disk fails.
    """
    with known_trouble():
        typed = drafts.of_record(desk.db, kind, record)
    case_id = next((draft.case_id for draft in typed.values()), None)
    if typed:
        with action(desk, _PUT_AWAY, KIND, record, case_id) as act:
            drafts.drop_record(desk.db, kind, record)
            act.changed(KIND, record, case_id, _away(kind, record, typed), None)
    return Changed(_DRAFTS, case_id, record)


def bring_back(desk: Desk, record: str) -> Changed:
    """Keep again what was last thrown away of one record; a field typed in since keeps its newer text.

    Raises NotAllowed if there is nothing, Trouble if the disk fails.
    """
    with known_trouble():
        step = history.last_of(desk.db, _PUT_AWAY, record)
    if step is None or step.before is None:
        raise NotAllowed(later("There is nothing here to bring back."))
    away = PutAway.model_validate_json(step.before)
    with action(desk, BROUGHT_BACK, KIND, record, step.case_id) as act:
        put_back(desk, away, step.case_id)
        act.changed(KIND, record, step.case_id, None, standing(desk, away))
    return Changed(_DRAFTS, step.case_id, record)


def standing(desk: Desk, away: PutAway) -> PutAway | None:
    """What is being typed now where `away` was typed; None for nothing."""
    typed = drafts.of_record(desk.db, away.typed_in, away.id)
    return _away(away.typed_in, away.id, typed) if typed else None


def put_back(desk: Desk, away: PutAway, case_id: str | None) -> None:
    """Keep these texts again in the open transaction; a field typed in since keeps its newer text."""
    there = drafts.of_record(desk.db, away.typed_in, away.id)
    for one in away.texts:
        if one.id not in there:
            draft = Draft(away.typed_in, away.id, one.id, case_id, one.form_version, one.text, one.at)
            drafts.keep(desk.db, draft)


def drop(desk: Desk, away: PutAway) -> None:
    """Forget what is being typed where `away` was typed, in the open transaction."""
    drafts.drop_record(desk.db, away.typed_in, away.id)


def _away(kind: str, record: str, typed: dict[str, Draft]) -> PutAway:
    texts = (
        TypedText(id=field, text=one.text, form_version=one.form_version, at=one.at)
        for field, one in sorted(typed.items())
    )
    return PutAway(id=record, typed_in=kind, texts=tuple(texts))
