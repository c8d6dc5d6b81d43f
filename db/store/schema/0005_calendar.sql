-- What was written into a calendar file, so that the next file changes or takes back the same entries.

create table calendar_entries (
    key text not null primary key,
    uid text not null unique,
    sequence integer not null check (sequence >= 0),
    digest text not null,
    day text not null check (day is date(day)),
    cancelled integer not null check (cancelled between 0 and 1),
    changed_at text not null check (changed_at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
) strict;
create index calendar_entries_day on calendar_entries (day);
