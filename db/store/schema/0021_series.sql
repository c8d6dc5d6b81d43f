-- Series of appointments: how they were made, and which appointments belong together. Each appointment is
-- an ordinary one and may be moved or left out alone. A series of the office has no case. No reference to
-- the appointments: their rows are written anew when they change.
create table series (
    id text not null primary key,
    case_id text,
    rule text not null check (length(rule) between 1 and 200)
) strict, without rowid;
create index series_case on series (case_id);

create table series_appointments (
    appointment text not null primary key,
    series text not null,
    case_id text,
    position integer not null check (position >= 0)
) strict, without rowid;
create index series_appointments_series on series_appointments (series, position);
create index series_appointments_case on series_appointments (case_id);
