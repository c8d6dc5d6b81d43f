-- Documents and photos inside the store: what is known of each, and its bytes in pieces of a megabyte.
-- `attachments_bytes` sorts behind `attachments`: a package brings them in that order.

create table attachments (
    id text not null primary key,
    case_id text not null,
    title text not null,
    name text not null,
    kind text not null,
    "on" text not null check ("on" is date("on")),
    readers text not null check (readers = 'caseworker' or readers = 'participants' or readers = 'everyone'),
    size integer not null check (size between 0 and 52428800),
    sha256 text not null check (length(sha256) = 64),
    added_at text not null
        check (added_at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    removed_on text check (removed_on is date(removed_on)),
    thumbnail blob
) strict;
create index attachments_case on attachments (case_id);

create table attachments_bytes (
    attachment text not null references attachments (id) on delete cascade deferrable initially deferred,
    case_id text not null,
    number integer not null check (number between 0 and 63),
    content blob not null check (length(content) between 1 and 1048576),
    unique (attachment, number)
) strict;
create index attachments_bytes_case on attachments_bytes (case_id);
