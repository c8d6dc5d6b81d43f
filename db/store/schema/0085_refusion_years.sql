-- The limits of the state's share in dear cases, typed in by whoever read them: in øre, with where they stand and when
-- they were written here. What ships and what the municipality's profile says is not repeated here.
create table refusion_years (
    id text not null primary key,
    position integer not null,
    year integer not null unique check (year between 2023 and 2100),
    first integer not null check (first > 0),
    second integer not null check (second > first),
    third integer not null check (third > second),
    source text not null check (trim(source) <> ''),
    noted_on text not null check (noted_on is date(noted_on))
) strict;
