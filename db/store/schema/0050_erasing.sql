-- What was erased, by whom and why: ids and reasons alone, so that nothing of it comes back. No reference, and no
-- case_id: what is erased by case goes away, and these lines stay.

create table erasures (
    record text not null primary key,
    kind text not null check (kind = 'case' or kind = 'person'),
    erased_on text not null check (erased_on is date(erased_on)),
    who text not null,
    ground text not null check (ground = 'carried_over' or ground = 'handed_over' or ground = 'copy'
        or ground = 'named_nowhere' or ground = 'lead'),
    reason text not null,
    lead text not null
) strict, without rowid;

-- The packages that were handed over: `proof` is known only to who made or opened the package. The receipt's
-- moment is that of the receiver's store.
create table sent_packages (
    package text not null primary key,
    proof text not null,
    receipt_at text check (receipt_at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
) strict, without rowid;
