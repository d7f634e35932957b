-- Who sees the whole county holds the role at the county: one at the inspection body saw that body's own rows and nothing below the
-- other units.
update assignment a set unit_id = (select id from unit where kind = 'COUNTY')
 where a.role in ('COUNTY_INSPECTOR', 'ADMIN') and a.unit_id not in (select id from unit where kind = 'COUNTY')
   and exists (select from unit where kind = 'COUNTY')
   and not exists (select from assignment other
                    where other.account_id = a.account_id and other.role = a.role and other.id < a.id);
