-- What was done, what is being typed, and what is computed from the records above.

create table facts (
    name text not null primary key,
    value text not null
) strict;

create table record_ids (
    id text not null primary key,
    kind text not null,
    case_id text,
    erased_on text check (erased_on is date(erased_on))
) strict, without rowid;
create index record_ids_case on record_ids (case_id);

create table journal (
    number integer not null primary key,
    at text not null,
    who text not null,
    action text not null,
    kind text not null,
    record text not null,
    case_id text,
    before text not null,
    after text not null,
    previous text not null,
    digest text not null
) strict;
create index journal_case on journal (case_id, number);

create table history (
    id integer not null primary key,
    line integer not null references journal (number),
    kind text not null,
    record text not null,
    case_id text,
    before text,
    after text,
    before_salt blob,
    after_salt blob,
    before_digest text not null,
    after_digest text not null
) strict;
create index history_line on history (line);
create index history_record on history (record, line);
create index history_case on history (case_id, line);

create table drafts (
    kind text not null,
    record text not null,
    field text not null,
    case_id text,
    form_version integer,
    text text not null,
    at text not null check (at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    primary key (kind, record, field)
) strict, without rowid;

create table deadlines (
    id integer not null primary key,
    case_id text references cases (id) on delete cascade,
    owner text not null,
    rule text not null,
    title text not null,
    basis text not null check (basis = 'law' or basis = 'local'),
    legal_ref text not null,
    trigger_kind text not null,
    trigger_id text not null,
    trigger_on text,
    due text not null,
    due_day text not null check (due_day is date(due_day)),
    met text,
    late integer not null check (late between 0 and 1),
    mark text check (mark = 'met' or mark = 'missed' or mark = 'waived'),
    passing integer not null check (passing between 0 and 1),
    missed integer not null check (missed between 0 and 1),
    not_before text check (not_before is date(not_before)),
    falls_away_from text check (falls_away_from is date(falls_away_from)),
    open integer not null generated always as (met is null and mark is null and missed = 0) stored
) strict;
create index deadlines_owner on deadlines (owner);
create index deadlines_case on deadlines (case_id, open, due_day);
create index deadlines_open on deadlines (open, due_day);

create table found (
    place integer not null primary key,
    kind text not null,
    record text not null,
    case_id text,
    title text not null,
    folded_title text not null,
    body text not null,
    "on" text
) strict;
create index found_record on found (record);
create index found_case on found (case_id);
create index found_title on found (folded_title);

create virtual table found_words using fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'trigram', detail = full
);
insert into found_words (found_words, rank) values ('secure-delete', 1);
