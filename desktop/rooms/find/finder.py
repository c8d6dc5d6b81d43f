"""The thread that searches: it has a connection of its own, and leaves what nobody waits for any more."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from db.books.forms import FormBook
from db.errors import ForUser
from db.records.form import Form
from db.store import case_list, search
from db.store.case_list import Family
from db.store.open import Unlocked
from db.store.search import Hit
from db.store.stopping import Stopped, stoppable
from db.store.trouble import known_trouble
from db.store.unlocked import SEARCH_CACHE_KIB

_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Found:
    """What a text found: families by name first.

    `children` are the names of the children, by case, and `forms` those forms among the hits that are known.
    """

    text: str
    families: tuple[Family, ...]
    hits: tuple[Hit, ...]
    children: Mapping[str, str]
    forms: Mapping[str, Form] = field(default_factory=dict)


class Finder(QObject):
    """Searches off the window's thread. The newest question is answered, those before it are dropped.

    Signals:
        found: what was found (Found), for the text asked last.
        failed: the expected failure (ForUser) that ended a search.
    """

    found = Signal(object)
    failed = Signal(object)
    _ended = Signal(object)

    def __init__(self, store: Unlocked, forms: FormBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._forms = store, forms
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="find")
        self._db: Any = None  # a Database, bound to the thread that made it
        self._asked: str | None = None
        self._ended.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def ask(self, text: str) -> None:
        """Look for `text`; what is being looked for is left."""
        self._asked = text
        self._submit(text)

    def close(self) -> None:
        """Stop, and close the connection. Nothing is answered afterwards."""
        self._asked = None
        self._pool.submit(self._close)
        self._pool.shutdown(wait=True)

    def _submit(self, text: str) -> None:
        future = self._pool.submit(self._look, text)
        future.add_done_callback(self._ended.emit)

    def _look(self, text: str) -> Found | None:
        def stopped() -> bool:
            return self._asked != text

        if stopped():
            return None
        try:
            with known_trouble():
                db = self._connection()
                with stoppable(db, stopped):
                    families = case_list.named(db, text)
                    hits = search.find(db, text, _MOST)
                    children = case_list.children_of(db, [hit.case_id for hit in hits if hit.case_id])
        except Stopped:
            return None
        return Found(text, tuple(families), tuple(hits), children, self._known(hits))

    def _known(self, hits: list[Hit]) -> dict[str, Form]:
        found = {hit.title: self._forms.newest(hit.title) for hit in hits if hit.kind == "form"}
        return {key: form for key, form in found.items() if form is not None}

    def _connection(self) -> Any:
        if self._db is None:
            self._db = self._store.connect(cache_kib=SEARCH_CACHE_KIB)
        return self._db

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    @Slot(object)
    def _answer(self, ended: "Future[Found | None]") -> None:
        if (error := ended.exception()) is not None:
            if not isinstance(error, ForUser):
                raise error
            self.failed.emit(error)
        elif (found := ended.result()) is not None and found.text == self._asked:
            self.found.emit(found)
