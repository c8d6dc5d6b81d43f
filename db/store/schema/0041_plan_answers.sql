-- The answers of team leads to plans. No reference to the plan or the case: their rows are written anew.
create table plan_answers (
    id text not null primary key,
    case_id text not null,
    plan text not null,
    content text not null check (length(content) = 64),
    verdict text not null check (verdict = 'approved' or verdict = 'returned'),
    reason text not null check (verdict = 'approved' or trim(reason) <> ''),
    by_whom text not null check (trim(by_whom) <> ''),
    on_day text not null check (on_day is date(on_day)),
    made_at text not null
) strict, without rowid;
create index plan_answers_case on plan_answers (case_id);
