-- Stores of before the first release have these with fewer columns: of entries due on one day the order was left open.
drop index deadlines_open_law;
drop index deadlines_open_promised;
drop index deadlines_open_contact;
create index deadlines_open_law on deadlines (due_day, due, rule) where open = 1 and basis = 'law';
create index deadlines_open_promised on deadlines (due_day, due, rule)
    where open = 1 and basis = 'local' and (rule = 'agreement' or rule = 'sub_goal' or rule = 'consent_expires'
        or rule = 'intervention_ends' or rule = 'grey_zone_review' or rule = 'appointment');
create index deadlines_open_contact on deadlines
    (due_day, due, rule, trigger_on, not_before, falls_away_from, passing, open)
    where open = 1 and rule = 'contact';
