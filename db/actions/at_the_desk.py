"""Sitting down to an open store: it is brought up to date, and copies whose day is over laid to rest."""

from collections.abc import Callable
from datetime import datetime

from db.actions.desk import CASEWORKER, Desk, utc_now
from db.books import forms as form_book
from db.books.forms import FormBook
from db.books.rules_in_force import SHIPPED, RulesInForce
from db.store import facts, holds
from db.store import open as door
from db.store.open import Unlocked


def at_the_desk(
    store: Unlocked,
    *,
    now: Callable[[], datetime] = utc_now,
    who: str = "",
    rules: RulesInForce = SHIPPED,
    forms: FormBook = form_book.SHIPPED,
    keeps_reading: bool = False,
) -> Desk:
    """A desk with a connection of its own to write with, on a store brought up to date.

    If it `keeps_reading`, another one stays with the store, for whoever reads beside.

    Raises Damaged or Trouble, and leaves the store as it was.
    """
    db = door.begin(
        store,
        before_migrating=lambda db: _back_up(Desk(store, db, who, now, rules)),
        keeps_reading=keeps_reading,
    )
    desk = Desk(store, db, who or facts.get(db, CASEWORKER) or "", now, rules, forms)
    try:
        if not store.reading_only and holds.are_out_of_date(db, desk.today()):
            from db.actions.copies import settle  # only a store with copies needs it

            settle(desk)
    except BaseException:
        db.close()
        raise
    return desk


def _back_up(desk: Desk) -> None:
    from db.actions import upkeep  # only a store of an older release needs it

    upkeep.before_change(desk)
