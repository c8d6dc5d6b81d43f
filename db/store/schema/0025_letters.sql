-- Letters as they were sent. No reference to the case or to what a letter is about: their rows are
-- written anew when they change. A letter about an inquiry of no case goes along when it gets one.
create table letters_sent (
    id text not null primary key,
    case_id text,
    about text not null check (about <> ''),
    sent_on text not null check (sent_on is date(sent_on)),
    content text not null check (json_valid(content))
) strict, without rowid;
create index letters_sent_case on letters_sent (case_id, sent_on);
create index letters_sent_about on letters_sent (about);
