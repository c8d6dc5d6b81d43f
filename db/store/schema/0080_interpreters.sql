-- Who interprets for whom at a meeting: somebody of the case's network, or a name. No reference to the meeting
-- or to who needs it: a meeting's rows are written anew when it changes.
create table interpreters (
    appointment text not null,
    person text not null,
    case_id text not null,
    interpreter text references people (id) deferrable initially deferred,
    name text not null,
    check ((interpreter is null) <> (trim(name) = '')),
    primary key (appointment, person)
) strict, without rowid;
create index interpreters_case on interpreters (case_id);
create index interpreters_interpreter on interpreters (interpreter);
