-- Business cases of the office: lasting savings and costs by year, and one-off costs, in whole øre.
-- They belong to no case, and so to no package and no exchange document.
create table business_cases (
    id text not null primary key,
    position integer not null,
    title text not null check (trim(title) <> ''),
    note text not null
) strict, without rowid;

create table business_years (
    business text not null references business_cases (id) on delete cascade,
    year integer not null check (year between 1900 and 2200),
    savings integer not null check (savings <= 0),
    costs integer not null check (costs >= 0),
    one_off integer not null check (one_off >= 0),
    primary key (business, year)
) strict, without rowid;
