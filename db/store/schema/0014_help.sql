-- What hangs on an intervention beside the exchange document. No reference to the intervention or
-- the case: their rows are written anew when they change. What was said stands in the case's notes.

-- The note with the child's view, and for an expected intervention its days of search, offer and contract.
create table help_backgrounds (
    intervention text not null primary key,
    case_id text not null,
    child_view text,
    search_on text check (search_on is date(search_on)),
    offer_on text check (offer_on is date(offer_on)),
    contract_on text check (contract_on is date(contract_on))
) strict, without rowid;
create index help_backgrounds_case on help_backgrounds (case_id);

-- The notes that say why an intervention went on although no effect was seen.
create table help_goes_on (
    intervention text not null,
    note text not null,
    case_id text not null,
    primary key (intervention, note)
) strict, without rowid;
create index help_goes_on_case on help_goes_on (case_id);
