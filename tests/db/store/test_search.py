from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stores import at_work, made

from db.rules.danish import fold
from db.rules.finding import Entry
from db.store import case_list, search

RANDOM = settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


@pytest.fixture
def db(empty_store):
    with at_work(empty_store) as desk:
        yield desk.db


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with at_work(made(tmp_path_factory.mktemp("search"))) as desk:
        yield desk.db


def note(record, title, body="", on=None, kind="note", case_id=None):
    return Entry(kind, record, case_id, title, body or title, on)


def found(db, text, limit=50):
    return [hit.record for hit in search.find(db, text, limit)]


def test_exact_titles_come_first_then_the_newest(db):
    search.add(
        db,
        [
            note("old", "Søvn i uge 12", on=date(2020, 1, 1)),
            note("exact", "Søvn", on=date(2019, 1, 1)),
            note("none", "Om søvn og skærm"),
            note("new", "Mere søvn", on=date(2026, 1, 1)),
            note("same day", "Søvnen igen", on=date(2026, 1, 1)),
        ],
    )
    assert found(db, "søvn") == ["exact", "same day", "new", "old", "none"]
    assert found(db, "SØVN", limit=2) == ["exact", "same day"]


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Søren Ågård", "soren aagaard"),
        ("Søren Ågård", "Soeren"),
        ("Søren Ågård", "ÅGÅRD søren"),
        ("Aase Bæk", "åse"),
        ("Aase Bæk", "baek"),
        ("René Müller", "rene muller"),
        ("Børnehuset Mælkevejen", "kevej"),
        ("Bo Ek", "bo"),
        ("Bo Ek", "ek"),
        ("Bo Hansen", "bo hans"),
        ("100% af [tid]? *", "100% af"),
        ('Hun sagde "nej"', 'sagde "nej"'),
    ],
)
def test_what_people_type_finds_what_they_mean(db, title, asked):
    search.add(db, [note("it", title, kind="person"), note("other", "Noget helt andet", kind="person")])
    assert found(db, asked) == ["it"]


@pytest.mark.parametrize("asked", ["", "  ", "\0", "xyzzy", "*", "%", "_", "søvn xyzzy", '"'])
def test_what_finds_nothing(db, asked):
    search.add(db, [note("n", "Søvn og mad", kind="person")])
    assert found(db, asked) == []


def test_a_cpr_number_is_found_however_it_is_written(db):
    search.add(db, [note("p", "Mia Prøve", "0905144321\nhos mormor", kind="person")])
    for asked in ("0905144321", "090514-4321", "090514 4321", "090514-4321 mormor"):
        assert found(db, asked) == ["p"]


def test_no_list_shows_what_stands_in_a_person(db):
    search.add(db, [note("p", "Mia Prøve", "0905144321\nHemmeligvej 3", kind="person")])
    assert search.find(db, "hemmeligvej")[0].snippet == ""


def test_a_snippet_stands_around_what_was_asked(db):
    body = "Langt ude i begyndelsen. " * 20 + "Her står noget om hæfteklammer. " + "Og så videre. " * 20
    search.add(db, [note("n", "Et notat", body)])
    snippet = search.find(db, "hæfteklammer")[0].snippet
    assert "hæfteklammer" in snippet
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")
    assert len(snippet) < 140


def test_a_short_word_beside_a_long_one_is_looked_for_among_all(db):
    many = [note(f"n{n}", "Hansen ringede", on=date(2026, 1, 1)) for n in range(300)]
    search.add(db, [note("it", "Bo Hansen ringede", on=date(2020, 1, 1)), *many])
    assert found(db, "bo hansen", limit=1) == ["it"]


@pytest.mark.parametrize(("rare", "count"), [("bo", 3), ("q", 2), ("zz", 0), ('"', 1)])
def test_a_rare_short_word_beside_a_frequent_one_is_found_wherever_it_stands(db, monkeypatch, rare, count):
    many = [note(f"n{n}", "Hansen ringede", on=date(2026, 1, 1)) for n in range(900)]
    texts = [
        "Hansen talte med Bo",
        "Bo Hansen kom",
        "Hos Hansen: bor mor, quiz",
        "Hansen Q",
        'Hansen sagde "',
    ]
    search.add(db, [*many, *(note(f"r{n}", text, on=date(2020, 1, 1)) for n, text in enumerate(texts))])
    looked = []
    monkeypatch.setattr(
        search, "_holds", lambda row, short, holds=search._holds: looked.append(1) or holds(row, short)
    )
    asked = [f"{rare} hansen", f"hansen {rare}"]
    expected = [f"r{n}" for n, text in enumerate(texts) if rare in fold(text)]
    assert [sorted(found(db, one)) for one in asked] == [expected] * 2
    assert len(expected) == count
    assert len(looked) < 200


def test_somebody_of_two_cases_is_found_for_each(db):
    search.add(db, [note("p", "Mia", kind="person", case_id=case) for case in ("c1", "c2", None)])
    hits = search.find(db, "Mia")
    assert {(hit.record, hit.case_id, hit.number) for hit in hits} == {
        ("p", "c1", None),
        ("p", "c2", None),
        ("p", None, None),
    }


def test_what_was_replaced_is_no_longer_found_by_its_old_words(db):
    search.add(db, [note("a", "Gammel tekst"), note("b", "Gammel og ny")])
    search.replace(db, [note("a", "Frisk tekst")])
    assert found(db, "gammel") == ["b"]
    assert found(db, "frisk") == ["a"]
    search.forget(db, "a")
    assert found(db, "frisk") == []
    assert found(db, "tekst") == []


def test_many_at_once_leave_the_index_as_it_was_set(db):
    with db.atomic(), search.many_entries(db):
        search.add(db, [note(f"n{n}", f"Notat nummer {n}", on=date(2026, 1, 1 + n % 28)) for n in range(500)])
    assert found(db, "nummer 499") == ["n499"]
    set_to = dict(db.execute("select k, v from found_words_config"))["hashsize"]
    assert set_to == 1024 * 1024
    db.conn.execute("insert into found_words (found_words) values ('integrity-check')")


def test_what_is_added_in_two_great_lots_stands_in_one_piece(db):
    for lot in range(2):
        with db.atomic(), search.many_entries(db):
            search.add(db, [note(f"{lot}-{n}", f"Notat nummer {n}") for n in range(200)])
    assert db.execute("select count(distinct segid) from found_words_idx").fetchone()[0] == 1
    assert found(db, "nummer 199") == ["1-199", "0-199"]


@RANDOM
@given(text=st.text(max_size=30))
def test_whatever_is_typed_is_answered(shared, text):
    search.find(shared, text)


@RANDOM
@given(words=st.lists(WORDS, min_size=1, max_size=4), data=st.data())
def test_what_is_in_a_text_is_found_in_it(shared, words, data):
    body = " ".join(words)
    start = data.draw(st.integers(0, len(body) - 1))
    asked = body[start : data.draw(st.integers(start + 1, len(body)))]
    long = [word for word in fold(" ".join(asked.split())).split() if len(word) > 2]
    shared.conn.execute("savepoint one")
    search.add(shared, [note("it", "Et notat", body)])
    hits = found(shared, asked, limit=10**6)
    shared.conn.execute("rollback to one")
    shared.conn.execute("release one")
    if long and "\0" not in asked and all(word in fold(body) for word in long):
        assert "it" in hits


@pytest.mark.parametrize("asked", ["b", "bo", "ek", "b e", "2", "æ", "[", "*"])
def test_a_short_word_begins_a_name_or_a_number_and_the_newest_comes_first(db, asked):
    told = ["Bo Ek", "Bodil", "Ebbe Bo", "Ægir", "2026-0001", "[b]", "* bo"]
    entries = [note(f"p{at}", name, kind="person") for at, name in enumerate(told)]
    search.add(db, [*entries, note("n", "Bo Ek ringede", kind="note", on=date(2026, 1, 1))])
    begins = [
        entry.record
        for entry in reversed(entries)
        if all(f" {fold(entry.title)}".find(f" {fold(word)}") >= 0 for word in asked.split())
    ]
    exact = [entry.record for entry in entries if fold(entry.title) == fold(asked)]
    assert found(db, asked) == list(dict.fromkeys(exact + begins))


def test_a_short_word_that_begins_no_name_is_found_where_it_stands_alone(db):
    texts = ["IQ og PMTO", "Prøve (iq): 85", "Iqbal ringede", "quiz", "Hun fik 50 %", "Iq"]
    entries = [note(f"n{at}", text, on=date(2026, 1, 1 + at)) for at, text in enumerate(texts)]
    search.add(db, [*entries, note("late", "Et notat", "om hendes IQ", on=date(2026, 2, 1))])
    assert found(db, "iq") == ["n5", "late", "n1", "n0"]
    assert found(db, "iq og") == ["n0"]
    assert found(db, "%") == ["n4"]
    assert found(db, "qu") == []
    search.add(db, [note("p", "Iqra Khan", kind="person")])
    assert found(db, "iq") == ["n5", "p"]


def test_one_or_two_letters_read_no_note_and_no_row_of_the_list(db):
    db.conn.execute("analyze")
    search.add(db, [note("p", "Bo", kind="person")])
    asked = []
    db.conn.set_trace_callback(asked.append)
    search.find(db, "bo")
    case_list.named(db, "bo")
    db.conn.set_trace_callback(None)
    plans = [row[3] for sql in asked for row in db.execute(f"explain query plan {sql}")]
    read = [plan for plan in plans if plan.startswith("SCAN")]
    assert read == ["SCAN f USING INDEX found_names", "SCAN l USING COVERING INDEX case_list_name"]


def test_a_number_in_short_groups_and_the_end_of_a_double_name(db):
    search.add(
        db,
        [
            note("phone", "Mor", "Mor\n22 33 44 55", kind="person"),
            note("double", "Anna-Li Holm", kind="person"),
            note("plain", "Anlis Holm", kind="person"),
        ],
    )
    assert found(db, "22 33 44") == ["phone"]
    assert found(db, "li") == ["double"]
