-- Which words of three letters the index knows: a word of one or two letters is sought through those that begin so.
create virtual table found_words_terms using fts5vocab ('found_words', 'row');
-- Each text ends with two line breaks in the index from now on, so that its last letters begin one too: what was
-- written before is indexed anew, a few cases at a time, once the store is open (db/actions/computed.py).
insert or replace into facts (name, value) select 'words', 'old' where exists (select 1 from found);
