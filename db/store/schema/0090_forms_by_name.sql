-- A form is found by what it is called: what was written before this is indexed anew, a few cases at a time.
insert or replace into facts (name, value) select 'words', 'old' where exists (select 1 from found);
