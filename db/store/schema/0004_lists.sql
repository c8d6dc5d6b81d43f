-- What lists are sorted and filtered by, kept beside the records by triggers: a page of ten thousand cases is
-- then read in the order of an index, and no list opens a record.

create table case_list (
    case_id text not null primary key,
    child text not null,
    number text not null,
    closed integer not null check (closed between 0 and 1),
    sort_key text not null,
    words text not null,
    born text
) strict, without rowid;
create index case_list_child on case_list (child);
create index case_list_name on case_list (closed, sort_key, number);
create index case_list_number on case_list (closed, number);

-- The letters of a sort key as they are searched for: see `plain` in db/store/case_list.py.
create view case_list_rows as
    select c.id as case_id, c.child, c.number, c.status = 'closed' as closed, p.sort_key,
        replace(replace(replace(replace(p.sort_key, '{', 'ae'), '|', 'o'), '}', 'aa'), 'oe', 'o')
            || ' ' || lower(c.number) as words,
        p.born
    from cases c join people p on p.id = c.child;

create trigger case_list_new_case after insert on cases begin
    insert or replace into case_list select * from case_list_rows where case_id = new.id;
end;
create trigger case_list_changed_case after update of child, number, status on cases begin
    insert or replace into case_list select * from case_list_rows where case_id = new.id;
end;
create trigger case_list_gone_case after delete on cases begin
    delete from case_list where case_id = old.id;
end;
create trigger case_list_new_person after insert on people begin
    insert or replace into case_list select * from case_list_rows where child = new.id;
end;
create trigger case_list_changed_person after update of name, sort_key, born on people begin
    insert or replace into case_list select * from case_list_rows where child = new.id;
end;

insert into case_list select * from case_list_rows;

-- All that a day's page asks of a deadline stands in the index, so that no deadline is read to be counted.
drop index deadlines_open;
create index deadlines_open on deadlines
    (open, due_day, due, rule, basis, trigger_on, not_before, falls_away_from, passing);
create index appointments_held on appointments (parent, status, kind, starts_at);
create index notes_kind on notes (parent, kind, at);
