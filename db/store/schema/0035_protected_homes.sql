-- The protected addresses of the store are asked for with every list of people: they are few, and found at once.
create index people_protected on people (address) where protected_address = 1;
-- In which cases somebody stands: siblings' cases share people.
create index relations_person on relations (person);
-- Whether somebody with a CPR number is known already.
create index people_cpr on people (cpr) where cpr is not null;
