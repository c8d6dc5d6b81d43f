-- A step of the way is found by what it is called, help and consents too: what was written before this is
-- indexed anew, a few cases at a time.
insert or replace into facts (name, value) select 'words', 'old' where exists (select 1 from found);
