-- Four pages of the index of words fit into one of the file: one of the usual size took two, and a search, which goes
-- from the newest back, lists every text of each page it comes to. What is in the index becomes so as it is joined.
insert into found_words (found_words, rank) values ('pgsz', 970);
