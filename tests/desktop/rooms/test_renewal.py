"""After the rules have changed the window computes the deadlines anew, between what is typed."""

from db.actions.desk import Topic
from db.actions.up_to_date import is_current
from db.books.rules_in_force import RulesInForce
from db.rules.spans import Span, TimeUnit
from db.store import deadlines, facts
from desktop.renewal import Renewal


def test_other_rules_are_obeyed_after_the_first_room_stands(qtbot, tools):
    rules = RulesInForce(benefits={"x": Span(2, TimeUnit.WEEKS)})
    before = _stored(tools)
    with qtbot.waitCallback() as emptied:
        tools.writer.run(_empty, done=emptied, failed=emptied)
    tools.writer.obey(rules)
    parent = tools.news
    with qtbot.waitSignal(tools.news.changed, timeout=10_000) as told:
        renewal = Renewal(tools, parent)
    assert told.args[0].topics == {Topic.CALENDAR}
    assert _stored(tools) == before
    assert facts.get(tools.desk.db, "rules") == rules.fingerprint
    renewal.stop()


def test_nothing_is_said_where_the_rules_are_the_same(qtbot, tools):
    assert is_current(tools.desk)
    lines = tools.desk.db.execute("select count(*) from journal").fetchone()
    renewal = Renewal(tools, tools.news)
    with qtbot.assertNotEmitted(tools.news.changed, wait=1500):
        pass
    assert tools.desk.db.execute("select count(*) from journal").fetchone() == lines
    renewal.stop()


def _stored(tools):
    """What is stored; those of one moment stand in no order."""
    return sorted(map(repr, deadlines.all_entries(tools.desk.db)))


def _empty(desk):
    with desk.db.atomic():
        desk.db.conn.execute("delete from deadlines")


def test_words_that_an_earlier_release_wrote_are_made_anew(qtbot, tools):
    def earlier(desk):
        with desk.db.atomic():
            desk.db.conn.execute("delete from found_words")
            desk.db.conn.execute("update found set body = 'x' where case_id = 'f01-c1'")
            facts.put(desk.db, "words", "old")

    before = tools.desk.db.execute("select kind, record, title, body from found").fetchall()
    with qtbot.waitCallback() as done:
        tools.writer.run(earlier, done=done, failed=done)
    with qtbot.waitSignal(tools.news.changed, timeout=20_000):
        renewal = Renewal(tools, tools.news)
    assert is_current(tools.desk)
    after = tools.desk.db.execute("select kind, record, title, body from found").fetchall()
    assert sorted(after) == sorted(before)
    count = "select count(*) from found_words"
    assert tools.desk.db.execute(count).fetchone()[0] == len(after)
    renewal.stop()
