"""The names of the caseload's children, read beside the window: nobody waits for ten thousand of them."""

from PySide6.QtCore import QObject, Signal, Slot

from db.actions.desk import Changed, Topic
from db.errors import ForUser
from db.rules.discretion import Caseload
from db.store import children
from db.store.trouble import known_trouble
from desktop.kit.jobs import Jobs
from desktop.kit.news import News
from desktop.seat import Seat


class Children(QObject):
    """Whom of another case a text names. The names are read at the first question, and anew after changes.

    Signals:
        read: the names were read; what was asked before then can be asked again.
    """

    read = Signal()

    def __init__(self, seat: Seat, jobs: Jobs, news: News) -> None:
        super().__init__(news)
        self._seat, self._jobs = seat, jobs
        self._caseload: Caseload | None = None
        self._fresh, self._reading, self._stopped = False, False, False
        news.changed.connect(self._on_news)

    def named_in(self, text: str, case_id: str | None) -> list[str]:
        """The names of the children of other cases than `case_id` that `text` names, in its order.

        Empty before the names were read; while they are read anew, by those of before.
        """
        if self._stopped:
            return []
        if not self._fresh and not self._reading:
            self._read()
        if self._caseload is None:
            return []
        with known_trouble():
            known = children.known_to(self._seat.desk.db, case_id) if case_id is not None else frozenset()
        return [child.name for child in self._caseload.named_in(text, case_id, known)]

    def stop(self) -> None:
        """Name nobody any more: the store is being closed, and a line may still look."""
        self._stopped = True

    def _read(self) -> None:
        store = self._seat.desk.store
        self._fresh = self._reading = True

        def work() -> Caseload:
            with known_trouble():
                db = store.connect()
                try:
                    return children.caseload(db)
                finally:
                    db.close()

        self._jobs.run(work, done=self._on_read, failed=self._on_failed)

    def _on_read(self, caseload: Caseload) -> None:
        self._caseload, self._reading = caseload, False
        self.read.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._fresh = self._reading = False  # asked again with the next word
        if not isinstance(error, ForUser):
            raise error

    @Slot(object)
    def _on_news(self, changed: object) -> None:
        if isinstance(changed, Changed) and changed.topics & {Topic.CASES, Topic.PEOPLE}:
            self._fresh = False
