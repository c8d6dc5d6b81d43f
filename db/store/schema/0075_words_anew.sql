-- Numbers in one piece and sent letters can be found: what was written before this is indexed anew,
-- a few cases at a time, once the store is open (db/actions/computed.py). A store without words needs nothing.
insert or replace into facts (name, value) select 'words', 'old' where exists (select 1 from found);
