-- A family that needs more contact for a while: which entry of its rhythm says so, when the caseworker
-- wants to be asked about it again, and how often it was before. It holds as long as that entry is the
-- last. No reference to the case: its rows are written anew when it changes.
create table closer_contact (
    case_id text not null,
    position integer not null check (position >= 0),
    ask_on text not null check (ask_on is date(ask_on)),
    months_before integer check (months_before > 0),
    weeks_before integer check (weeks_before > 0),
    primary key (case_id, position)
) strict, without rowid;
create index closer_contact_asked on closer_contact (ask_on);
