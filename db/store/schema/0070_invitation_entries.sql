-- What was written into the calendar files of invitations, so that making them again changes or takes back
-- the same events in the calendars of those invited. A row for each of a person's parts, counted from 0. No
-- reference to the meeting: its row is written anew when it changes.
create table invitation_entries (
    appointment text not null,
    person text not null,
    place integer not null check (place >= 0),
    case_id text not null,
    uid text not null check (length(uid) > 0),
    sequence integer not null check (sequence >= 0),
    starts_at text not null check (starts_at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    ends_at text not null check (ends_at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    changed_at text not null check (changed_at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    cancelled integer not null check (cancelled between 0 and 1),
    primary key (appointment, person, place)
) strict, without rowid;
create index invitation_entries_case on invitation_entries (case_id);
