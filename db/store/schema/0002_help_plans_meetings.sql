-- Interventions, plans, meetings, forms, notes.

create table interventions (
    id text not null primary key,
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    catalogue text not null,
    title text not null,
    provider text not null,
    law_group text not null check (law_group = 'general' or law_group = 'supportive'
        or law_group = 'compensating' or law_group = 'placement' or law_group = 'adult'),
    basis text check (basis = 'consent' or basis = 'without_consent' or basis = 'youth_crime_board'),
    stage text not null check (stage = 'expected' or stage = 'ordered' or stage = 'running'),
    step integer check (step between 1 and 6),
    legal_ref text not null,
    purpose text not null,
    starts_on text not null check (starts_on is date(starts_on)),
    expected_end text check (expected_end is date(expected_end)),
    ended_on text check (ended_on is date(ended_on)),
    end_reason text check (end_reason = 'planned' or end_reason = 'goal_reached'
        or end_reason = 'no_effect' or end_reason = 'breakdown' or end_reason = 'moved'
        or end_reason = 'declined' or end_reason = 'other'),
    placement text check (placement = 'network_foster' or placement = 'foster' or placement = 'own_room'
        or placement = 'boarding_school' or placement = 'residential_home' or placement = 'institution'),
    price integer not null check (price >= 0),
    unit text not null check (unit = 'once' or unit = 'hour' or unit = 'day' or unit = 'night'
        or unit = 'week' or unit = 'month' or unit = 'year'),
    quantity integer not null check (quantity > 0)
) strict;
create index interventions_parent on interventions (parent, position);

create table intervention_goals (
    parent text not null references interventions (id) on delete cascade,
    position integer not null,
    target text not null references goals (id) deferrable initially deferred,
    primary key (parent, position)
) strict, without rowid;
create index intervention_goals_target on intervention_goals (target);

create table plans (
    id text not null primary key,
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    kind text not null check (kind = 'child_plan' or kind = 'youth_plan' or kind = 'action_plan'),
    status text not null check (status = 'draft' or status = 'adopted' or status = 'replaced'
        or status = 'ended'),
    decided_on text check (decided_on is date(decided_on)),
    adopted_on text check (adopted_on is date(adopted_on)),
    replaces text references plans (id) deferrable initially deferred,
    purpose text not null,
    child_words text not null,
    child_words_readers text not null check (child_words_readers = 'caseworker'
        or child_words_readers = 'participants' or child_words_readers = 'everyone'),
    parents_words text not null,
    family_support text not null,
    approved_by text not null,
    approved_on text check (approved_on is date(approved_on))
) strict;
create index plans_parent on plans (parent, position);

create table goals (
    id text not null primary key,
    parent text not null references plans (id) on delete cascade,
    position integer not null,
    area text check (area = 'health' or area = 'development_and_behaviour' or area = 'school_and_learning'
        or area = 'leisure_and_friends' or area = 'safe_care' or area = 'stimulation_and_guidance'
        or area = 'supporting_relations' or area = 'family_and_background'
        or area = 'housing_work_economy' or area = 'social_network'),
    title text not null,
    child_words text not null,
    child_words_readers text not null check (child_words_readers = 'caseworker'
        or child_words_readers = 'participants' or child_words_readers = 'everyone'),
    baseline text not null,
    sign text not null,
    status text not null check (status = 'not_begun' or status = 'in_progress'
        or status = 'partly_reached' or status = 'reached' or status = 'given_up')
) strict;
create index goals_parent on goals (parent, position);

create table sub_goals (
    id text not null primary key,
    parent text not null references goals (id) on delete cascade,
    position integer not null,
    title text not null,
    responsible text references people (id) deferrable initially deferred,
    due_on text check (due_on is date(due_on)),
    status text not null check (status = 'not_begun' or status = 'in_progress'
        or status = 'partly_reached' or status = 'reached' or status = 'given_up')
) strict;
create index sub_goals_parent on sub_goals (parent, position);

create table progress (
    parent text not null references goals (id) on delete cascade,
    position integer not null,
    "on" text not null check ("on" is date("on")),
    rated_by text references people (id) deferrable initially deferred,
    score integer not null check (score between 0 and 10),
    note text not null,
    readers text not null check (readers = 'caseworker' or readers = 'participants' or readers = 'everyone'),
    primary key (parent, position)
) strict, without rowid;

create table appointments (
    id text not null primary key,
    parent text references cases (id) on delete cascade,
    position integer not null,
    kind text not null check (kind = 'follow_up' or kind = 'network_meeting' or kind = 'home_visit'
        or kind = 'phone' or kind = 'supervision_visit' or kind = 'child_talk' or kind = 'panel'
        or kind = 'visit_to_day_care' or kind = 'parent_panel' or kind = 'other'),
    title text not null,
    starts_at text not null check (starts_at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    ends_at text check (ends_at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    place text not null,
    institution text references institutions (id) deferrable initially deferred,
    status text not null check (status = 'planned' or status = 'held' or status = 'missed'
        or status = 'cancelled'),
    missed_reason text not null,
    child_heard text not null check (child_heard = 'talk' or child_heard = 'other_way'
        or child_heard = 'not_heard' or child_heard = 'not_relevant'),
    child_words text not null,
    child_words_readers text not null check (child_words_readers = 'caseworker'
        or child_words_readers = 'participants' or child_words_readers = 'everyone'),
    worries text not null,
    works_well text not null,
    needs_to_happen text not null,
    columns_readers text not null check (columns_readers = 'caseworker'
        or columns_readers = 'participants' or columns_readers = 'everyone')
) strict;
create index appointments_parent on appointments (parent, position);

create table agenda_parts (
    id text not null primary key,
    parent text not null references appointments (id) on delete cascade,
    position integer not null,
    title text not null,
    minutes integer check (minutes >= 0)
) strict;
create index agenda_parts_parent on agenda_parts (parent, position);

create table agenda_participants (
    parent text not null references agenda_parts (id) on delete cascade,
    position integer not null,
    target text not null references people (id) deferrable initially deferred,
    primary key (parent, position)
) strict, without rowid;
create index agenda_participants_target on agenda_participants (target);

create table part_notes (
    parent text not null references appointments (id) on delete cascade,
    position integer not null,
    part integer check (part >= 0),
    text text not null,
    readers text not null check (readers = 'caseworker' or readers = 'participants' or readers = 'everyone'),
    primary key (parent, position)
) strict, without rowid;

create table safety_ratings (
    parent text not null references appointments (id) on delete cascade,
    position integer not null,
    rated_by text references people (id) deferrable initially deferred,
    score integer not null check (score between 0 and 10),
    reason text not null,
    readers text not null check (readers = 'caseworker' or readers = 'participants' or readers = 'everyone'),
    primary key (parent, position)
) strict, without rowid;

create table agreements (
    id text not null primary key,
    parent text not null references appointments (id) on delete cascade,
    position integer not null,
    title text not null,
    responsible text references people (id) deferrable initially deferred,
    due_on text check (due_on is date(due_on)),
    done_on text check (done_on is date(done_on))
) strict;
create index agreements_parent on agreements (parent, position);

create table filled_forms (
    id text not null primary key,
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    form text not null,
    form_version integer not null check (form_version > 0),
    status text not null check (status = 'draft' or status = 'finished'),
    started_on text check (started_on is date(started_on)),
    finished_on text check (finished_on is date(finished_on)),
    answers text not null check (json_type(answers) is 'object')
) strict;
create index filled_forms_parent on filled_forms (parent, position);

create table notes (
    id text not null primary key,
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    at text not null check (at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    kind text not null check (kind = 'note' or kind = 'phone' or kind = 'home_visit'
        or kind = 'child_talk' or kind = 'mail' or kind = 'observation'),
    text text not null,
    carried_over_on text check (carried_over_on is date(carried_over_on))
) strict;
create index notes_parent on notes (parent, position);

create table well_being (
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    "on" text not null check ("on" is date("on")),
    rated_by text references people (id) deferrable initially deferred,
    about text references people (id) deferrable initially deferred,
    score integer not null check (score between 0 and 10),
    note text not null,
    readers text not null check (readers = 'caseworker' or readers = 'participants' or readers = 'everyone'),
    primary key (parent, position)
) strict, without rowid;

create table events (
    id text not null primary key,
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    "on" text not null check ("on" is date("on")),
    kind text not null check (kind = 'complaint' or kind = 'breakdown' or kind = 'feedback'
        or kind = 'moved' or kind = 'school_absence' or kind = 'hospital' or kind = 'other'),
    text text not null
) strict;
create index events_parent on events (parent, position);
