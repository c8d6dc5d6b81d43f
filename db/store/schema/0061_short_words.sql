-- One or two letters are too short for the index of words: the names and numbers they may begin, gathered.
create index found_names on found (place, folded_title) where kind in ('person', 'case');
-- What is typed is sought in the words of every case: they stand in the index itself, so that no row is read for it.
drop index case_list_name;
create index case_list_name on case_list (closed, sort_key, number, case_id, child, words);
