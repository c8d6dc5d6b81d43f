"""A price is no reason for or against help that is chosen by need; an amount of compensation is."""

from datetime import date

import pytest

from db.errors import NotAllowed
from db.records.case import Case, CaseStatus
from db.records.entrance import Decision
from db.records.intervention import Intervention, LawGroup, Unit
from db.rules.reasons import names_a_price, refuse_price

DAY = date(2026, 11, 23)


def case_with(group):
    helped = Intervention(id="i1", law_group=group, starts_on=DAY, unit=Unit.MONTH)
    return Case(
        id="c1", number="1", child="p1", status=CaseStatus.ACTIVE, opened=DAY, interventions=(helped,)
    )


def about(help_id):
    return Decision(id="d1", about=help_id, made_on=DAY, text="I får støtte.")


@pytest.mark.parametrize(
    ("reasons", "priced"),
    [
        ("Det koster 9.500,00 kr. om måneden.", True),
        ("Det koster 9 500 kroner.", True),
        ("Prisen er kr. 9500.", True),
        ("Over 1,5 mio. kr. om året", True),
        ("DKK 200", True),
        ("Emil får hjælp tre morgener om ugen, 37 timer i alt.", False),
        ("Han er 9 år. Kroner og ører har han let ved.", False),
        ("I 2026 krævede skolen mere af ham.", False),
        ("", False),
    ],
)
def test_an_amount_in_the_reasons_is_seen(reasons, priced):
    assert names_a_price(case_with(LawGroup.SUPPORTIVE), about("i1"), reasons) is priced


@pytest.mark.parametrize(
    ("group", "help_id", "refused"),
    [
        (LawGroup.SUPPORTIVE, "i1", True),
        (LawGroup.PLACEMENT, "i1", True),
        (LawGroup.GENERAL, "i1", True),
        (LawGroup.COMPENSATING, "i1", False),
        (LawGroup.ADULT, "i1", False),
        (LawGroup.SUPPORTIVE, None, False),
    ],
)
def test_only_help_chosen_by_need_has_reasons_without_a_price(group, help_id, refused):
    case = case_with(group) if group is not LawGroup.PLACEMENT else placed()
    assert names_a_price(case, about(help_id), "Udgiften er 4.000 kr.") is refused


def placed():
    one = case_with(LawGroup.SUPPORTIVE).interventions[0]
    there = one.changed(law_group=LawGroup.PLACEMENT, placement="foster")
    return case_with(LawGroup.SUPPORTIVE).changed(interventions=(there,))


def test_the_refusal_says_what_to_write_instead():
    with pytest.raises(NotAllowed) as refused:
        refuse_price(case_with(LawGroup.SUPPORTIVE), about("i1"), "Det er billigst: 100 kr.")
    assert "price" in refused.value.message
    assert "need" in refused.value.remedy
