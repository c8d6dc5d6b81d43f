"""Invitations hold their own person's parts and times, and nothing of anybody else."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import icalendar
import pytest
from pypdfium2 import PdfDocument
from stores import at_work

from db.actions import appointments, family, invitations, meetings
from db.actions.invitations import Wording
from db.books import letters
from db.errors import NotAllowed, Stale
from db.records.appointment import AgendaPart, Appointment, AppointmentStatus
from db.records.base import new_id
from db.records.case import CaseStatus, NotTold
from db.records.letter import LetterPart, Told
from db.records.letterhead import Letterhead
from db.rules import agenda, invited, inviting
from db.store import cases, drafts, invitation_entries, journal, minutes, people, search
from db.store import letters as sent
from db.words import Words

START = datetime(2026, 12, 7, 12, tzinfo=UTC)
WORDS = Words("da")


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as desk:
        yield desk


@pytest.fixture
def case(desk):
    every = [cases.get(desk.db, key) for key in cases.ids(desk.db)]
    return next(
        one
        for one in every
        if one.parents_not_told is None
        and one.status is not CaseStatus.CLOSED
        and len(agenda.in_network(one, START.date())) >= 4
    )


@pytest.fixture
def meeting(desk, case):
    """Two parts, four people: the child in the first, the last one in both."""
    there = [key for key in people.of_case(desk.db, case.id) if key in agenda.in_network(case, START.date())]
    first, second, third, fourth = there[:4]
    planned = Appointment(
        id=new_id(),
        kind="network_meeting",
        starts_at=START,
        ends_at=START + timedelta(minutes=50),
        place="Mødelokale 3",
        agenda=(
            AgendaPart(title="Det første emne", minutes=20, participants=(first, fourth)),
            AgendaPart(title="Det andet emne", minutes=30, participants=(second, third, fourth)),
        ),
    )
    meetings.plan_meeting(desk, case.id, planned)
    return planned


def text_of(path):
    document = PdfDocument(path)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def wording(head=None, **written):
    return Wording(letters.shipped()["meeting"], WORDS, head or Letterhead(), written)


def made(desk, meeting, folder):
    invitations.write_invitations(desk, meeting.id, wording(), folder)
    return sorted(path.name for path in folder.iterdir())


def test_each_invitation_holds_only_its_own(desk, case, meeting, tmp_path):
    folder = tmp_path / "ud"
    names = made(desk, meeting, folder)
    assert names == sorted(f"indkaldelse-{n}.{end}" for n in range(1, 5) for end in ("pdf", "ics"))
    known = people.of_case(desk.db, case.id)
    for number, stay in enumerate(agenda.stays(meeting), 1):
        mine = known[stay.person]
        told = text_of(folder / f"indkaldelse-{number}.pdf")
        assert mine.name in told
        for at, part in enumerate(meeting.agenda):
            assert (part.title in told) == (stay.person in part.participants), at
        for other in known.values():
            if other.id != mine.id:
                assert other.name not in told
        file = icalendar.Calendar.from_ical((folder / f"indkaldelse-{number}.ics").read_bytes())
        events = file.walk("VEVENT")
        spans = [(one["DTSTART"].dt, one["DTEND"].dt) for one in events]
        assert spans == [(slot.starts_at, slot.ends_at) for slot in stay.slots]
        assert {str(one["SUMMARY"]) for one in events} == {"Møde med kommunen"}
        assert not {"ATTENDEE", "ORGANIZER", "LOCATION", "DESCRIPTION"} & {
            key for one in events for key in one
        }
    assert list(journal.faults(desk.db)) == []


def test_a_title_that_names_somebody_else_is_told_to_nobody_else(desk, case, meeting):
    known = people.of_case(desk.db, case.id)
    owner = known[meeting.agenda[0].participants[0]]
    named = agenda.with_part(meeting, 0, title=f"{owner.name.split()[0]}s egen del")
    found = inviting.invitations(case, named, known)
    assert found[0].parts[0].title
    assert found[1].parts[0].title == ""


def test_a_protected_home_stands_on_no_letter(case, meeting, desk):
    known = people.of_case(desk.db, case.id)
    first = meeting.agenda[0].participants[0]
    known[first] = known[first].changed(protected_address=True, address="Skjulested 7")
    hidden = inviting.invitations(case, meeting.changed(place="Skjulested 7"), known)
    assert all("Skjulested" not in one.model_dump_json() for one in hidden)


def test_a_finished_letter_is_read_back_and_none_is_written_if_it_tells_a_strangers_number(
    desk, case, meeting, tmp_path
):
    other = people.of_case(desk.db, case.id)[meeting.agenda[1].participants[0]]
    family.save_member(desk, case, None, other.changed(phone="20 31 42 53"), None)
    head = Letterhead(municipality="Skovby Kommune", contact="Torvet 1, telefon 20314253")
    with pytest.raises(NotAllowed, match="may not read"):
        invitations.write_invitations(desk, meeting.id, wording(head), tmp_path / "ud")
    assert list(tmp_path.rglob("*.pdf")) == []


def test_nothing_is_made_where_a_rule_forbids_it(desk, case, meeting, tmp_path):
    known = people.of_case(desk.db, case.id)
    bare = agenda.with_part(meeting, 0, minutes=None)
    stranger = agenda.with_participant(meeting, 0, "nobody", takes_part=True)
    empty = meeting.changed(agenda=())
    held = meeting.changed(status=AppointmentStatus.HELD)
    for wrong in (bare, stranger, empty, held):
        with pytest.raises(NotAllowed):
            inviting.invitations(case, wrong, known)
    with pytest.raises(NotAllowed):
        inviting.invitations(case.changed(parents_not_told=NotTold(reason="x")), meeting, known)
    with pytest.raises(Stale):
        made(desk, meeting.changed(id="unknown"), tmp_path / "ud")
    assert not (tmp_path / "ud").exists()


def test_a_change_takes_its_drafts_up_and_a_stale_one_is_refused(desk, case, meeting):
    drafts.keep(desk.db, drafts.Draft(meetings.KIND, meeting.id, "title", case.id, None, "Nyt", desk.now()))
    after = meeting.changed(title="Nyt")
    meetings.change_meeting(desk, case.id, meeting, after)
    assert minutes.get(desk.db, meeting.id) == after
    assert drafts.of_record(desk.db, meetings.KIND, meeting.id) == {}
    with pytest.raises(Stale):
        meetings.change_meeting(desk, case.id, meeting, meeting.changed(title="Andet"))
    with pytest.raises(NotAllowed):
        meetings.change_meeting(desk, case.id, after.changed(status="held"), after)


def events_of(folder, number):
    file = icalendar.Calendar.from_ical((folder / f"indkaldelse-{number}.ics").read_bytes())
    return {
        str(one["UID"]): (one["SEQUENCE"], str(one["STATUS"]), one["DTSTART"].dt)
        for one in file.walk("VEVENT")
    }


def test_made_again_the_same_events_are_changed_and_what_is_gone_is_taken_back(desk, case, meeting, tmp_path):
    made(desk, meeting, tmp_path / "1")
    made(desk, meeting, tmp_path / "2")
    for number in range(1, 5):
        assert events_of(tmp_path / "1", number) == events_of(tmp_path / "2", number)
    uids = [uid for number in range(1, 5) for uid in events_of(tmp_path / "1", number)]
    assert len(set(uids)) == len(uids) == 5
    assert all(UUID(uid).version == 4 for uid in uids)

    later = meeting.changed(
        starts_at=START + timedelta(hours=1), ends_at=meeting.ends_at + timedelta(hours=1)
    )
    fourth = meeting.agenda[0].participants[1]
    moved = agenda.with_participant(later, 0, fourth, takes_part=False)
    meetings.change_meeting(desk, case.id, meeting, moved)
    made(desk, moved, tmp_path / "3")
    places = [stay.person for stay in agenda.stays(moved)]
    number = places.index(fourth) + 1
    was = next(found for n in range(1, 5) if len(found := events_of(tmp_path / "1", n)) == 2)
    now = events_of(tmp_path / "3", number)
    assert set(now) == set(was)
    assert sorted((sequence, status) for sequence, status, _ in now.values()) == [
        (1, "CANCELLED"),
        (1, "CONFIRMED"),
    ]

    meetings.change_meeting(desk, case.id, moved, later)
    made(desk, later, tmp_path / "4")
    again = next(found for n in range(1, 5) if len(found := events_of(tmp_path / "4", n)) == 2)
    assert set(again) == set(was)
    assert {status for _, status, _ in again.values()} == {"CONFIRMED"}
    assert {sequence for sequence, _, _ in again.values()} == {2}


def test_nothing_is_remembered_of_invitations_that_were_not_written(desk, case, meeting, tmp_path):
    made(desk, meeting, tmp_path)
    with pytest.raises(NotAllowed, match="name already"):
        made(desk, meeting.changed(), tmp_path)
    (tmp_path / "indkaldelse-1.ics").unlink()
    before = invitation_entries.of_meeting(desk.db, meeting.id)
    moved = meeting.changed(starts_at=START + timedelta(hours=1), ends_at=None)
    meetings.change_meeting(desk, case.id, meeting, moved)
    with pytest.raises(NotAllowed):
        made(desk, moved, tmp_path)
    assert invitation_entries.of_meeting(desk.db, meeting.id) == before


def test_a_municipalitys_own_letter_gives_its_words_to_everybodys_invitation(desk, meeting, tmp_path):
    shipped = letters.shipped()["meeting"]
    own = LetterPart(id="own", title=Told(da="Parkering"), text=Told(da="Der er plads bag rådhuset."))
    template = shipped.changed(part=(shipped.part[0], own))
    invitations.write_invitations(desk, meeting.id, Wording(template, WORDS, Letterhead()), tmp_path / "ud")
    told = text_of(tmp_path / "ud" / "indkaldelse-1.pdf")
    assert "Der er plads bag rådhuset." in told
    assert "bisidder" not in told
    assert "{" not in told


def test_a_part_that_the_law_asks_for_is_not_sent_empty(desk, meeting, tmp_path):
    shipped = letters.shipped()["meeting"]
    asked = shipped.part[3].changed(required=True, legal_ref="BL §6")
    template = shipped.changed(part=(*shipped.part[:3], asked))
    with pytest.raises(NotAllowed, match="empty"):
        invitations.write_invitations(
            desk, meeting.id, Wording(template, WORDS, Letterhead(), {"absence": " "}), tmp_path / "ud"
        )
    assert not (tmp_path / "ud").exists()


def test_only_the_child_and_the_parties_are_told_of_a_companion(desk, case, meeting, tmp_path):
    own = invitations.own_letters(desk, meeting.id, wording())
    parties = {one.person for one in case.relations if one.custody} | {case.child}
    invited = {one.person for one in own}
    assert invited & parties
    assert invited - parties
    for one in own:
        assert ("bring" in one.places) == (one.person in parties), one.person


def test_what_was_written_anew_stands_in_the_letter_and_begins_anew_once_the_meeting_moved(
    desk, case, meeting, tmp_path
):
    first = invitations.own_letters(desk, meeting.id, wording())[0]
    assert first.places[0].startswith(f"when:{first.person}:")
    written = {first.places[0]: "Kom gerne før tiden.", "absence": "Ring blot."}
    invitations.write_invitations(desk, meeting.id, wording(**written), tmp_path / "1")
    told = [text_of(tmp_path / "1" / f"indkaldelse-{number}.pdf") for number in range(1, 5)]
    assert all("Ring blot." in one for one in told)
    assert ["Kom gerne før tiden." in one for one in told] == [True, False, False, False]
    later = meeting.changed(starts_at=START + timedelta(days=1), ends_at=None)
    meetings.change_meeting(desk, case.id, meeting, later)
    again = invitations.own_letters(desk, meeting.id, wording(**written))[0]
    assert "8. december" in again.letter.parts[0].text


def test_what_somebody_else_alone_may_know_is_not_written_into_an_invitation(desk, case, meeting, tmp_path):
    own = invitations.own_letters(desk, meeting.id, wording())[0]
    other = next(at for at in range(2) if own.person not in meeting.agenda[at].participants)
    told = {own.places[0]: f"Vi taler også om {meeting.agenda[other].title}."}
    with pytest.raises(NotAllowed, match="may not read"):
        invitations.write_invitations(desk, meeting.id, wording(**told), tmp_path / "ud")


def test_an_invitation_reminds_a_day_and_an_hour_before_the_person_comes(desk, meeting, tmp_path):
    made(desk, meeting, tmp_path)
    for number in range(1, 5):
        file = icalendar.Calendar.from_ical((tmp_path / f"indkaldelse-{number}.ics").read_bytes())
        alarms = [[one["TRIGGER"].dt for one in event.walk("VALARM")] for event in file.walk("VEVENT")]
        assert alarms[0] == [timedelta(days=-1), timedelta(hours=-1)]
        assert not any(alarms[1:])
        assert {str(one["DESCRIPTION"]) for one in file.walk("VALARM")} == {"Møde med kommunen"}


def method_of(path):
    return str(icalendar.Calendar.from_ical(path.read_bytes())["METHOD"])


def test_who_is_taken_wholly_off_the_agenda_gets_a_file_that_takes_the_invitation_back(
    desk, case, meeting, tmp_path
):
    made(desk, meeting, tmp_path / "1")
    gone, stays = meeting.agenda[1].participants[:2]
    smaller = agenda.with_participant(meeting, 1, gone, takes_part=False)
    assert not invited.is_outdated(agenda.stays(meeting), given(desk, meeting))
    assert invited.is_outdated(agenda.stays(smaller), given(desk, meeting))
    meetings.change_meeting(desk, case.id, meeting, smaller)
    found = invitations.write_invitations(desk, meeting.id, wording(), tmp_path / "2")
    assert found.invited == 3
    name = people.of_case(desk.db, case.id)[gone].name
    assert found.taken_back == (invitations.TakenBack("afbud-1.ics", name),)
    back = tmp_path / "2" / "afbud-1.ics"
    assert method_of(back) == "CANCEL"
    before = given(desk, meeting)[gone]
    event = icalendar.Calendar.from_ical(back.read_bytes()).walk("VEVENT")[0]
    assert (str(event["UID"]), event["SEQUENCE"], str(event["STATUS"])) == (before[0].uid, 1, "CANCELLED")
    assert not event.walk("VALARM")
    assert name not in back.read_text("utf-8")
    assert method_of(tmp_path / "2" / "indkaldelse-1.ics") == "PUBLISH"
    assert not invited.is_outdated(agenda.stays(smaller), given(desk, meeting))

    meetings.change_meeting(desk, case.id, smaller, meeting)
    made(desk, meeting, tmp_path / "3")
    again = given(desk, meeting)[gone]
    assert [(one.uid, one.sequence, one.cancelled) for one in again] == [(before[0].uid, 2, False)]
    assert stays in given(desk, meeting)


def given(desk, meeting):
    return invitation_entries.of_meeting(desk.db, meeting.id)


def test_of_a_cancelled_meeting_everybody_invited_gets_a_file_and_nobody_a_letter(
    desk, case, meeting, tmp_path
):
    made(desk, meeting, tmp_path / "1")
    appointments.cancel_appointment(desk, meeting)
    cancelled = minutes.get(desk.db, meeting.id)
    assert made(desk, cancelled, tmp_path / "2") == [f"afbud-{number}.ics" for number in range(1, 5)]
    assert {method_of(path) for path in (tmp_path / "2").iterdir()} == {"CANCEL"}
    assert all(one.cancelled for each in given(desk, meeting).values() for one in each)
    with pytest.raises(NotAllowed, match="not planned"):  # nobody was ever invited to this one
        made(desk, other_cancelled(desk, case), tmp_path / "3")


def other_cancelled(desk, case):
    planned = Appointment(id=new_id(), kind="follow_up", starts_at=START)
    meetings.plan_meeting(desk, case.id, planned)
    appointments.cancel_appointment(desk, planned)
    return planned


def test_an_agenda_without_anybody_takes_every_invitation_back(desk, case, meeting, tmp_path):
    made(desk, meeting, tmp_path / "1")
    empty = meeting.changed(agenda=())
    meetings.change_meeting(desk, case.id, meeting, empty)
    assert made(desk, empty, tmp_path / "2") == [f"afbud-{number}.ics" for number in range(1, 5)]


def test_nothing_is_taken_back_while_the_family_must_not_be_told(desk, case, meeting, tmp_path):
    made(desk, meeting, tmp_path / "1")
    appointments.cancel_appointment(desk, meeting)
    hidden = cases.get(desk.db, case.id).changed(parents_not_told=NotTold(reason="x"))
    with pytest.raises(NotAllowed, match="danger"):
        inviting.refuse_untold(hidden)


def test_each_invitation_is_kept_as_it_was_sent_and_found_again(desk, case, meeting, tmp_path):
    before = len(sent.of_case(desk.db, case.id))
    made(desk, meeting, tmp_path / "ud")
    known = people.of_case(desk.db, case.id)
    kept = sent.about(desk.db, meeting.id)
    assert len(sent.of_case(desk.db, case.id)) == before + 4
    for letter in kept:
        mine = next(key for key, one in known.items() if one.name == letter.receiver.splitlines()[0])
        told = "\n".join(part.text for part in letter.parts)
        for part in meeting.agenda:
            assert (part.title in told) == (mine in part.participants)
    found = {hit.record for asked in ("første emne", "andet emne") for hit in search.find(desk.db, asked)}
    assert {one.id for one in kept} <= found
