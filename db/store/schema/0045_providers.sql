-- Who gives help, at which agreed price and for which time; and the office's own rows of the catalogue.

create table providers (
    id text not null primary key,
    position integer not null,
    name text not null check (name <> ''),
    tilbudsportal text not null,
    catalogue text not null,
    price integer check (price >= 0),
    unit text not null check (unit = 'once' or unit = 'hour' or unit = 'day' or unit = 'night'
        or unit = 'week' or unit = 'month' or unit = 'year'),
    agreed_from text check (agreed_from is date(agreed_from)),
    agreed_to text check (agreed_to is date(agreed_to))
) strict;

-- Not a table of records by id: an id of the catalogue is a word such as pmto, and may be a record's id too.
create table own_catalogue (
    id text not null primary key,
    content text not null check (json_valid(content)),
    offered integer not null check (offered between 0 and 1)
) strict, without rowid;
