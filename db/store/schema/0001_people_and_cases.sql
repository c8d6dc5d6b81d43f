-- Closed sets are written as = or =: with cipher_memory_security on, IN builds a table for every row it checks.
-- People, the office, and what hangs directly on a case.
-- Rows keep the order of their list in `position`; rows without an id of their own are named by parent and position.

create table people (
    id text not null primary key,
    position integer not null,
    name text not null,
    cpr text,
    born text check (born is date(born)),
    expected text check (expected is date(expected)),
    deceased text check (deceased is date(deceased)),
    address text not null,
    protected_address integer not null check (protected_address between 0 and 1),
    phone text not null,
    email text not null,
    language text not null,
    interpreter integer not null check (interpreter between 0 and 1),
    organisation text not null,
    title text not null,
    note text not null,
    sort_key text not null
) strict;
create index people_sort on people (sort_key);

create table institutions (
    id text not null primary key,
    position integer not null,
    name text not null,
    kind text not null check (kind = 'day_care' or kind = 'school' or kind = 'residential' or kind = 'other'),
    caseworker text not null,
    visits_per_year integer check (visits_per_year >= 0),
    visit_minutes integer check (visit_minutes >= 0)
) strict;

create table resources (
    id text not null primary key,
    position integer not null,
    name text not null,
    kind text not null check (kind = 'family_room' or kind = 'respite' or kind = 'course' or kind = 'other'),
    places integer not null check (places > 0)
) strict;

create table cases (
    id text not null primary key,
    position integer not null,
    number text not null unique,
    child text not null references people (id) deferrable initially deferred,
    status text not null check (status = 'inquiry' or status = 'intake' or status = 'assessment'
        or status = 'active' or status = 'closed'),
    opened text not null check (opened is date(opened)),
    closed text check (closed is date(closed)),
    closed_reason text not null,
    caseworker text not null,
    coordinator text not null,
    team text not null,
    acting_municipality text not null,
    paying_municipality text not null,
    parents_not_told_reason text,
    parents_not_told_until text check (parents_not_told_until is date(parents_not_told_until)),
    impairment_areas text not null check (json_type(impairment_areas) is 'array'),
    impairment_degree text not null check (impairment_degree = 'none_known'
        or impairment_degree = 'limited' or impairment_degree = 'considerable'
        or impairment_degree = 'considerable_and_lasting'),
    impairment_description text not null,
    school_name text not null,
    school_reduced_hours text,
    school_reduced_since text check (school_reduced_since is date(school_reduced_since)),
    school_doctor_statement text check (school_doctor_statement is date(school_doctor_statement)),
    school_parents_agree text check (school_parents_agree is date(school_parents_agree)),
    check ((status = 'closed') = (closed is not null)),
    check (closed is null or closed >= opened)
) strict;
create index cases_child on cases (child);
create index cases_status on cases (status);

create table workers (
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    name text not null,
    unit text not null,
    role text not null,
    from_ text check (from_ is date(from_)),
    "to" text check ("to" is date("to")),
    primary key (parent, position)
) strict, without rowid;

create table rhythms (
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    since text not null check (since is date(since)),
    follow_up_months integer check (follow_up_months > 0),
    contact_weeks integer check (contact_weeks > 0),
    reason text not null,
    primary key (parent, position)
) strict, without rowid;

create table relations (
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    person text not null references people (id) deferrable initially deferred,
    role text not null check (role = 'mother' or role = 'father' or role = 'parent' or role = 'sibling'
        or role = 'grandparent' or role = 'relative' or role = 'foster_parent' or role = 'friend'
        or role = 'neighbour' or role = 'guardian' or role = 'representative' or role = 'teacher'
        or role = 'pedagogue' or role = 'doctor' or role = 'hospital' or role = 'psychologist'
        or role = 'health_visitor' or role = 'caseworker' or role = 'support_person'
        or role = 'contact_person' or role = 'provider' or role = 'employer' or role = 'volunteer'
        or role = 'other'),
    network text not null check (network = 'private' or network = 'professional'),
    custody integer not null check (custody between 0 and 1),
    lives_with_child integer not null check (lives_with_child between 0 and 1),
    closeness integer not null check (closeness between 1 and 5),
    quality text not null check (quality = 'supportive' or quality = 'neutral' or quality = 'strained'
        or quality = 'broken'),
    from_ text check (from_ is date(from_)),
    "to" text check ("to" is date("to")),
    note text not null,
    primary key (parent, position)
) strict, without rowid;

create table consents (
    id text not null primary key,
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    given_by text references people (id) deferrable initially deferred,
    about text not null,
    given_on text not null check (given_on is date(given_on)),
    expires_on text check (expires_on is date(expires_on)),
    withdrawn_on text check (withdrawn_on is date(withdrawn_on))
) strict;
create index consents_parent on consents (parent, position);

create table inquiries (
    id text not null primary key,
    parent text references cases (id) on delete cascade,
    position integer not null,
    kind text not null check (kind = 'notification' or kind = 'application' or kind = 'inquiry'
        or kind = 'open_counselling' or kind = 'complaint' or kind = 'access_request'),
    received_at text not null check (received_at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    from_ text not null,
    professional integer not null check (professional between 0 and 1),
    anonymous integer not null check (anonymous between 0 and 1),
    benefit text not null,
    text text not null,
    assessed_at text check (assessed_at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    acute integer check (acute between 0 and 1),
    receipt_sent_on text check (receipt_sent_on is date(receipt_sent_on)),
    answered_on text check (answered_on is date(answered_on)),
    outcome text check (outcome = 'open_case' or outcome = 'to_general_services'
        or outcome = 'counselling_only' or outcome = 'other_authority' or outcome = 'no_action')
) strict;
create index inquiries_parent on inquiries (parent, position);

create table allocations (
    id text not null primary key,
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    panel_on text not null check (panel_on is date(panel_on)),
    quick_screening integer not null check (quick_screening between 0 and 1),
    result text not null check (result = 'pending' or result = 'disability' or result = 'social'
        or result = 'shared'),
    grey_zone integer not null check (grey_zone between 0 and 1),
    grey_zone_review_on text check (grey_zone_review_on is date(grey_zone_review_on)),
    reason text not null
) strict;
create index allocations_parent on allocations (parent, position);

create table decisions (
    id text not null primary key,
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    about text,
    inquiry text references inquiries (id) deferrable initially deferred,
    made_on text not null check (made_on is date(made_on)),
    told_on text check (told_on is date(told_on)),
    text text not null,
    reasons text not null,
    party_heard integer not null check (party_heard between 0 and 1),
    appeal_guidance integer not null check (appeal_guidance between 0 and 1)
) strict;
create index decisions_parent on decisions (parent, position);

create table decision_consents (
    parent text not null references decisions (id) on delete cascade,
    position integer not null,
    target text not null references consents (id) deferrable initially deferred,
    primary key (parent, position)
) strict, without rowid;
create index decision_consents_target on decision_consents (target);

create table handled (
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    rule text not null,
    trigger text not null,
    due text not null check (due is date(due)),
    state text not null check (state = 'met' or state = 'missed' or state = 'waived'),
    "on" text not null check ("on" is date("on")),
    reason text not null,
    primary key (parent, position)
) strict, without rowid;

create table assessments (
    id text not null primary key,
    parent text not null references cases (id) on delete cascade,
    position integer not null,
    kind text not null check (kind = 'screening' or kind = 'partial' or kind = 'full'),
    known_on text not null check (known_on is date(known_on)),
    started_on text check (started_on is date(started_on)),
    finished_on text check (finished_on is date(finished_on)),
    conclusion text not null
) strict;
create index assessments_parent on assessments (parent, position);

create table bookings (
    id text not null primary key,
    position integer not null,
    resource text references resources (id) deferrable initially deferred,
    "case" text references cases (id) deferrable initially deferred,
    from_ text not null check (from_ is date(from_)),
    "to" text check ("to" is date("to")),
    status text not null check (status = 'waiting' or status = 'booked' or status = 'cancelled')
) strict;
