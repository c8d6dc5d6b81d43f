-- Cases that came from another store or went to one.

-- No reference to the case: a copy whose end date has passed is not among the cases, but rests here.
create table case_holds (
    case_id text not null primary key,
    number text not null,
    state text not null check (state = 'handed_over' or state = 'shared' or state = 'received'),
    other text not null,
    package text not null,
    made_at text not null
        check (made_at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    until text check (until is date(until)),
    resting blob
) strict, without rowid;
create index case_holds_until on case_holds (until);

-- The journal's lines of a case in the stores that it stood in before, as they were sent.
create table earlier_lines (
    case_id text not null,
    position integer not null,
    line text not null,
    primary key (case_id, position)
) strict, without rowid;
