-- What was written or changed on its own was not known as a part of its case: a case that had been handed over could
-- not come back, and not all that was erased with a case was known as erased.
update record_ids set case_id = part.case_id
    from (
        select id, parent as case_id from consents union all select id, parent from inquiries
        union all select id, parent from allocations union all select id, parent from assessments
        union all select id, parent from decisions union all select id, parent from interventions
        union all select id, parent from plans union all select id, parent from appointments
        union all select id, parent from filled_forms union all select id, parent from notes
        union all select id, parent from events
        union all select g.id, p.parent from goals g join plans p on p.id = g.parent
        union all select s.id, p.parent from sub_goals s join goals g on g.id = s.parent join plans p on p.id = g.parent
        union all select a.id, m.parent from agreements a join appointments m on m.id = a.parent
    ) part
    where part.id = record_ids.id and record_ids.case_id is null;
-- What is gone is told by the journal: of every line it keeps the case.
update record_ids set case_id = line.case_id
    from (select record, max(case_id) as case_id from journal where case_id is not null group by record) line
    where line.record = record_ids.id and record_ids.case_id is null and (kind = 'consents' or kind = 'inquiries'
        or kind = 'allocations' or kind = 'assessments' or kind = 'decisions' or kind = 'interventions'
        or kind = 'plans' or kind = 'appointments' or kind = 'filled_forms' or kind = 'notes' or kind = 'events');
update record_ids set erased_on = whole.erased_on
    from (select id, erased_on from record_ids where kind = 'cases' and erased_on is not null) whole
    where whole.id = record_ids.case_id and record_ids.erased_on is null;
