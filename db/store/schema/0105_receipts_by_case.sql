-- A receipt says which cases of its package were taken up: from now on its moment stands with each of them.
-- A receipt of before spoke of all cases of its package.
alter table case_holds add column receipt_at text
    check (receipt_at glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z');
update case_holds
    set receipt_at = (select s.receipt_at from sent_packages s where s.package = case_holds.package);
