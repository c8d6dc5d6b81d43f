"""The shipped rows of deadlines, what a municipality may change in them, and what is refused."""

from datetime import date
from pathlib import Path

import pytest

from db.books.deadlines import read, with_profile
from db.errors import NotAllowed
from db.rules.rulebook import TO_CHECK, Certainty, RuleBasis, RuleKind
from db.rules.spans import Span, TimeUnit
from db.words import Words

BOOK = read()
OLD, NEW = date(2023, 12, 31), date(2024, 1, 1)
LOCAL = {
    "application_decided", "follow_up", "compensation_review", "contact", "supervision_visit",
    "placement_review",
    "agreement", "sub_goal", "consent_expires", "intervention_ends", "grey_zone_review", "appointment",
}  # fmt: skip
PARAGRAPHS = {
    "notification_assessed_24h": ("SEL §155 stk. 2", "BL §136"),
    "notification_receipt": ("SEL §155 b stk. 1", "BL §138 (kontrollér)"),
    "complaint_reconsidered": ("RSL §66", "RSL §66"),
    "access_answered": ("FVL §16 stk. 2", "FVL §16 stk. 2"),
    "child_assessment": ("SEL §50 stk. 7", "BL §20"),
    "plan_ready": ("SEL §140", "BL §91"),
    "youth_plan_ready": ("SEL §140", "BL §108-109"),
    "first_follow_up": ("SEL §70 stk. 2", "BL §95 stk. 2"),
    "supervision_year": ("SEL §148", "BL §156 stk. 5"),
    "transition_start": ("SEL §19 a", "BL §122-123"),
    "youth_support_decision": ("SEL §68 stk. 11", "BL §111"),
    "adult": ("", ""),
    "youth_support_end": ("SEL §76, §76 a", "BL §114-116, §120"),
    "complaint_limit": ("RSL §67", "RSL §67"),
}


def test_every_kind_has_one_row_on_every_day():
    assert set(PARAGRAPHS) | LOCAL == set(RuleKind)
    for kind in RuleKind:
        for day in (date.min, OLD, NEW, date.max):
            assert [row.id for row in BOOK.of(kind, day)] == [kind]


@pytest.mark.parametrize("kind", PARAGRAPHS)
def test_the_paragraph_of_the_law_in_force(kind: str):
    for day, paragraph in zip((OLD, NEW), PARAGRAPHS[kind], strict=True):
        (row,) = BOOK.of(RuleKind(kind), day)
        assert (row.basis, row.ref) == (RuleBasis.LAW, paragraph)


@pytest.mark.parametrize("kind", sorted(LOCAL))
def test_local_rules_have_no_paragraph(kind: str):
    (row,) = BOOK.of(RuleKind(kind), NEW)
    assert (row.basis, row.ref) == (RuleBasis.LOCAL, "")


def test_what_is_not_sure_says_so_and_every_paragraph_has_a_source():
    for rule in BOOK.rules:
        doubtful = rule.certainty in (Certainty.UNSURE, Certainty.FAIRLY_CERTAIN)
        assert rule.printed_ref.endswith(TO_CHECK) == doubtful
        assert bool(rule.source) or not rule.legal_ref


def test_every_title_is_danish_in_danish():
    for rule in BOOK.rules:
        assert Words("da").t(rule.title) != rule.title


def test_benefits_are_not_decided_in_hours():
    book = BOOK.with_benefits({"respite": Span(6, TimeUnit.WEEKS)})
    assert book.benefits["respite"].amount == 6
    assert BOOK.benefits == {}
    with pytest.raises(ValueError, match="hours"):
        BOOK.with_benefits({"respite": Span(6, TimeUnit.HOURS)})


def profile(folder: Path, text: str):
    (folder / "local.toml").write_text(text, encoding="utf-8")
    return with_profile(BOOK, folder)


def test_a_folder_without_files_changes_nothing(tmp_path: Path):
    assert with_profile(BOOK, tmp_path) == BOOK


def test_a_municipality_shortens_the_law_from_a_day_on(tmp_path: Path):
    book = profile(
        tmp_path,
        '[[rule]]\nid = "first_follow_up"\namount = 2\nreason = "x"\nin_force_from = 2025-06-01\n',
    )
    day = date(2025, 5, 31)
    assert [row.after(day) for row in book.of(RuleKind.FIRST_FOLLOW_UP, day)] == [date(2025, 8, 31)]
    day = date(2025, 6, 1)
    (row,) = book.of(RuleKind.FIRST_FOLLOW_UP, day)
    assert (row.after(day), row.ref) == (date(2025, 8, 1), "BL §95 stk. 2")
    assert [rule.in_force_from for rule in book.rules if rule.id == "first_follow_up"] == [date.min, NEW, day]


def test_a_municipality_changes_the_law_of_both_times_for_a_while(tmp_path: Path):
    book = profile(
        tmp_path,
        '[[rule]]\nid = "plan_ready"\namount = 1\nreason = "x"\n'
        "in_force_from = 2023-12-01\nin_force_to = 2024-01-31\n",
    )
    amounts = {
        day: [(row.amount, row.ref) for row in book.of(RuleKind.PLAN_READY, day)]
        for day in (date(2023, 11, 30), date(2023, 12, 1), NEW, date(2024, 1, 31), date(2024, 2, 1))
    }
    assert list(amounts.values()) == [
        [(3, "SEL §140")],
        [(1, "SEL §140")],
        [(1, "BL §91")],
        [(1, "BL §91")],
        [(3, "BL §91")],
    ]


def test_local_rules_may_grow_and_new_ones_stand_beside_the_old(tmp_path: Path):
    book = profile(
        tmp_path,
        '[[rule]]\nid = "supervision_visit"\namount = 8\nunit = "weeks"\ntitle = "Tilsyn hver ottende uge"\n'
        '[[rule]]\nid = "plan_draft"\nkind = "plan_ready"\ntitle = "Udkast til plan"\nbasis = "local"\n'
        'amount = 6\nunit = "weeks"\n',
    )
    assert [(row.amount, row.unit) for row in book.of(RuleKind.SUPERVISION_VISIT, NEW)] == [
        (8, TimeUnit.WEEKS)
    ]
    assert [row.id for row in book.of(RuleKind.PLAN_READY, NEW)] == ["plan_ready", "plan_draft"]


def test_stricter_is_earlier_before_a_birthday_and_more_visits(tmp_path: Path):
    book = profile(
        tmp_path,
        '[[rule]]\nid = "youth_support_decision"\namount = 9\nreason = "x"\n'
        '[[rule]]\nid = "supervision_year"\nvisits = 4\nreason = "x"\n',
    )
    assert [row.amount for row in book.of(RuleKind.YOUTH_SUPPORT_DECISION, NEW)] == [9]
    assert [row.visits for row in book.of(RuleKind.SUPERVISION_YEAR, NEW)] == [4]


REFUSED = {
    "a longer law": ('\n[[rule]]\nid = "plan_ready"\namount = 4\nreason = "x"\n', 2, "shorter"),
    "a later decision before the birthday": (
        '[[rule]]\nid = "youth_support_decision"\namount = 5\nreason = "x"\n', 1, "shorter",
    ),
    "fewer visits": ('[[rule]]\nid = "supervision_year"\nvisits = 1\nreason = "x"\n', 1, "shorter"),
    "another unit of law": (
        '[[rule]]\nid = "plan_ready"\namount = 2\nunit = "weeks"\nreason = "x"\n', 1, "shorter",
    ),
    "no reason": ('[[rule]]\nid = "plan_ready"\namount = 2\n', 1, "reason"),
    "another paragraph": (
        '[[rule]]\nid = "plan_ready"\nlegal_ref = "BL §1"\nreason = "x"\n', 1, "cannot be changed",
    ),
    "another age": ('[[rule]]\nid = "adult"\nage = 17\nreason = "x"\n', 1, "cannot be changed"),
    "new law": (
        '[[rule]]\nid = "mine"\nkind = "adult"\ntitle = "T"\nbasis = "law"\nage = 17\n', 1, "local rules",
    ),
    "a new row twice": (
        '[[rule]]\nid = "mine"\nkind = "contact"\ntitle = "T"\nbasis = "local"\n'
        '[[rule]]\nid = "mine"\nkind = "contact"\ntitle = "T"\nbasis = "local"\n', 6, "same days",
    ),
    "two kinds of one id": (
        '[[rule]]\nid = "mine"\nkind = "contact"\ntitle = "T"\nbasis = "local"\n'
        '[[rule]]\nid = "mine"\nkind = "agreement"\ntitle = "T"\nbasis = "local"\n', 6, "another kind",
    ),
    "an unknown kind": (
        '[[rule]]\nid = "mine"\nkind = "visit"\ntitle = "T"\nbasis = "local"\n', 3, "value",
    ),
    "a list for an id": (
        '[[rule]]\nid = ["mine"]\nkind = "contact"\ntitle = "T"\nbasis = "local"\n', 2, "value",
    ),
    "no kind": ('[[rule]]\nid = "mine"\ntitle = "T"\nbasis = "local"\n', 1, "missing"),
    "an unknown field": (
        '# two\n# lines\n[[rule]]\nid = "contact"\nweeks = 6\n', 5, "not known",
    ),
    "a time where the rhythm has it": (
        '[[rule]]\nid = "contact"\namount = 6\nunit = "weeks"\n', 1, "amount and unit",
    ),
    "hours where days are counted": ('[[rule]]\nid = "supervision_visit"\nunit = "hours"\n', 1, "this unit"),
    "an age where there is none": (
        '[[rule]]\nid = "mine"\nkind = "contact"\ntitle = "T"\nbasis = "local"\nage = 3\n', 1,
        "window_months",
    ),
    "a local paragraph": (
        '[[rule]]\nid = "mine"\nkind = "contact"\ntitle = "T"\nbasis = "local"\nlegal_ref = "BL §1"\n', 1,
        "no paragraph",
    ),
    "an end before the beginning": (
        '[[rule]]\nid = "supervision_visit"\nin_force_from = 2025-01-02\nin_force_to = 2025-01-01\n', 1,
        "before",
    ),
    "a text for a number": ('[[rule]]\nid = "supervision_visit"\namount = "6"\n', 3, "value"),
    "no TOML": ('[[rule]]\nid = "supervision_visit"\namount = \n', 3, "TOML"),
    "something else in the file": ('name = "x"\n', None, "other than"),
    "a table for a row": ("[rule]\n", None, "other than"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_faulty_profile_is_refused_with_file_line_and_reason(what: str, tmp_path: Path):
    text, line, reason = REFUSED[what]
    with pytest.raises(NotAllowed) as caught:
        profile(tmp_path, text)
    said = Words("en").error(caught.value)
    file = next(tmp_path.rglob("local.toml"))
    named = f"{file.parent.name}/local.toml"
    assert said.startswith(named if line is None else f"{named}, line {line}:")
    assert reason in said
    assert Words("da").error(caught.value) != said


def test_law_without_a_source_is_refused(tmp_path: Path):
    text = '[[rule]]\nid = "x"\nkind = "adult"\ntitle = "T"\nbasis = "law"\nage = 18\nlegal_ref = "BL §1"\n'
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(NotAllowed, match="source and a certainty"):
        read(tmp_path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path):
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(NotAllowed, match="as text"):
        read(tmp_path)
