"""The municipality's own deadlines: `due` obeys the profile of the run, and forgets it without."""

import json

import pytest

DOCUMENT = {
    "format": "taetpaa-exchange",
    "version": 1,
    "people": [{"id": "p1", "name": "Mia Prøve", "born": "2015-05-09"}],
    "cases": [
        {
            "id": "c1",
            "number": "2026-0001",
            "child": "p1",
            "status": "active",
            "opened": "2026-01-05",
            "inquiries": [
                {
                    "id": "q1",
                    "kind": "application",
                    "received_at": "2026-03-02T09:00:00+01:00",
                    "benefit": "Merudgifter ",
                },
                {"id": "q2", "kind": "complaint", "received_at": "2026-03-02T09:00:00+01:00"},
            ],
        }
    ],
    "inquiries": [{"id": "q3", "kind": "complaint", "received_at": "2026-03-03T09:00:00+01:00"}],
}
COMPLAINT = """
[[rule]]
id = "complaint_reconsidered"
amount = 14
reason = "Vi har lovet det i vores servicemål."
"""


@pytest.fixture
def profile(tmp_path):
    """A profile with a time for one benefit and a shorter one for complaints."""
    folder = tmp_path / "profile"
    (folder / "deadlines").mkdir(parents=True)
    (folder / "deadlines" / "ours.toml").write_text(COMPLAINT, "utf-8")
    (folder / "profile.toml").write_text(
        '[[benefit]]\nname = "merudgifter"\namount = 8\nunit = "weeks"\n', "utf-8"
    )
    return folder


@pytest.fixture
def due(taetpaa, empty_store, tmp_path):
    """What is due from the two complaints and the application, by the id of what started it."""
    file = tmp_path / "in.json"
    file.write_text(json.dumps(DOCUMENT), "utf-8")
    assert taetpaa("import", str(file), store=empty_store).code == 0

    def asked(*options):
        ended = taetpaa(*options, "due", "--json", "--from", "2026-01-01", store=empty_store)
        assert ended.code == 0, ended.err
        rows = json.loads(ended.out)
        return {row["trigger"]["id"]: row["due"] for row in rows if row["trigger"]["kind"] == "inquiry"}

    return asked


def test_the_profile_of_the_run_holds_and_is_forgotten_without_it(due, profile):
    shipped = {"q2": "2026-03-30", "q3": "2026-03-31"}
    assert due() == shipped
    assert due("--profile", str(profile)) == {"q1": "2026-04-27", "q2": "2026-03-16", "q3": "2026-03-17"}
    assert due() == shipped


def test_a_faulty_row_leaves_the_shipped_rules_in_force_and_says_so(taetpaa, due, profile, empty_store):
    (profile / "deadlines" / "ours.toml").write_text(COMPLAINT.replace("14", "40"), "utf-8")
    assert due("--profile", str(profile)) == {"q2": "2026-03-30", "q3": "2026-03-31"}
    ended = taetpaa("--profile", str(profile), "due", store=empty_store)
    assert "ours.toml, linje 2" in ended.err
    assert ended.code == 0


def test_nothing_is_computed_anew_while_the_rules_stay(taetpaa, due, empty_store):
    due()
    lines = json.loads(taetpaa("check", "--json", store=empty_store).out)["journal"]["lines"]
    due()
    assert json.loads(taetpaa("check", "--json", store=empty_store).out)["journal"]["lines"] == lines
