-- The answer to the half-year question of a placement, as it was given in a meeting. No reference to the
-- meeting or the intervention: their rows are written anew when they change.
create table placement_answers (
    appointment text not null,
    intervention text not null,
    case_id text not null,
    answer text not null check (answer = 'goes_on' or answer = 'home' or answer = 'less_intrusive'),
    reason text not null check (length(trim(reason)) > 0),
    primary key (appointment, intervention)
) strict, without rowid;
create index placement_answers_case on placement_answers (case_id);
