-- The second wall (S2, ADR 10): which rows a transaction may see and write, by the assignment it runs for. The application says it in
-- qinqing.tenant, in the write that opens the transaction: standing:account:assignment:unit:official. Who says nothing sees nothing.
do $$
begin
    if exists (select from pg_roles where rolname in ('qinqing_app', 'qinqing_jobs') and (rolbypassrls or rolsuper))
        or exists (select from pg_tables where tableowner in ('qinqing_app', 'qinqing_jobs') and schemaname = 'public') then
        raise 'qinqing_app and qinqing_jobs must own no table and must not bypass policies';
    end if;
end $$;

create function tenant_part(part integer) returns text language sql stable parallel safe
    return nullif(split_part(current_setting('qinqing.tenant', true), ':', part), '');
create function tenant_standing() returns text language sql stable parallel safe return coalesce(tenant_part(1), 'NOBODY');
create function tenant_account() returns uuid language sql stable parallel safe return tenant_part(2)::uuid;
create function tenant_assignment() returns uuid language sql stable parallel safe return tenant_part(3)::uuid;
create function tenant_unit() returns uuid language sql stable parallel safe return tenant_part(4)::uuid;
create function tenant_official() returns uuid language sql stable parallel safe return tenant_part(5)::uuid;

-- What a row shares with another table is asked by functions: the planner need not look into them, so that a statement over many
-- policed tables is planned as fast as without, and tables may ask about each other. They see what their caller sees.
create function is_below(asked uuid) returns boolean language plpgsql stable as
    $$ begin return exists (select from unit u where u.id = asked and u.ancestors @> array[tenant_unit()]); end $$;
create function hit_of_mine(asked uuid) returns boolean language plpgsql stable as -- of a declarant, to be verified here (A9.1)
    $$ begin return exists (select from match m where m.official_id = asked and is_below(m.unit_id)); end $$;
create function signed_here(asked uuid) returns boolean language plpgsql stable as -- a declarant's, by me or received by my unit (A4.2, A5)
    $$ begin return exists (select from declaration d where d.official_id = asked
        and (d.signer_id = tenant_official() or d.endorsed_by = tenant_official() or is_below(d.second_unit_id))); end $$;
create function declaration_is_seen(asked uuid) returns boolean language plpgsql stable as
    $$ begin return exists (select from declaration d where d.id = asked); end $$;
create function list_is_mine(asked uuid) returns boolean language plpgsql stable as -- of a programme approved or run here
    $$ begin return exists (select from programme p where p.id = asked and (is_below(p.unit_id) or is_below(p.running_unit_id))); end $$;
create function copied_to_me(asked uuid) returns boolean language plpgsql stable as -- what a relative received (A8.3)
    $$ begin return exists (select from match m where m.beneficiary_id = asked and m.official_id = tenant_official() and m.copied_at is not null); end $$;
create function notice_is_seen(asked uuid) returns boolean language plpgsql stable as
    $$ begin return exists (select from notice n where n.id = asked); end $$;
create function notice_is_mine(asked uuid) returns boolean language plpgsql stable as
    $$ begin return exists (select from notice n where n.id = asked and is_below(n.unit_id)); end $$;
create function notice_hangs_here(asked uuid) returns boolean language plpgsql stable as -- on a board of ours (A10.3–A10.6)
    $$ begin return exists (select from notice_site s where s.notice_id = asked and is_below(s.unit_id)); end $$;
create function board_is_mine(asked uuid) returns boolean language plpgsql stable as -- or the notice that hangs there
    $$ begin return exists (select from notice_site s where s.id = asked and (is_below(s.unit_id) or notice_is_mine(s.notice_id))); end $$;

-- The words policies are made of. Each is answered once a statement, save for the ones about a row.
create function pg_temp.standing(variadic who text[]) returns text language sql
    return format('(select tenant_standing()) = any (%L::text[])', who);
create function pg_temp.below(unit_column text) returns text language sql -- own unit and those under it, for the unit's staff
    return format('((select tenant_standing()) in (''CLERK'', ''ENDORSER'', ''VERIFIER'', ''INSPECTOR'') and exists (select from unit where unit.id = %s and unit.ancestors @> array[(select tenant_unit())]))', unit_column);
create function pg_temp.police(policed text, seen text, written text, added text default null) returns void language plpgsql as $f$
declare
    house constant text := '(select tenant_standing()) = ''HOUSE'' or ';
begin
    execute format('alter table %I enable row level security', policed);
    execute format('alter table %I force row level security', policed);
    execute format('create policy tenant_sees on %I for select using (%s)', policed, house || seen);
    execute format('create policy tenant_adds on %I for insert with check (%s)', policed, house || coalesce(added, written));
    execute format('create policy tenant_changes on %I for update using (%s) with check (%s)', policed, house || written, house || written);
    execute format('create policy tenant_removes on %I for delete using (%s)', policed, house || written);
end $f$;

do $$
declare
    county constant text := pg_temp.standing('COUNTY_INSPECTOR', 'ADMIN');
    inspection constant text := pg_temp.standing('COUNTY_INSPECTOR');
    admin constant text := pg_temp.standing('ADMIN');
    system constant text := pg_temp.standing('SYSTEM');
    sign_in constant text := pg_temp.standing('SIGN_IN', 'ADMIN');
    staff constant text := pg_temp.standing('CLERK', 'ENDORSER', 'VERIFIER', 'INSPECTOR', 'COUNTY_INSPECTOR', 'ADMIN');
    colleagues constant text := pg_temp.standing('OFFICIAL', 'CLERK', 'ENDORSER', 'VERIFIER', 'INSPECTOR', 'COUNTY_INSPECTOR', 'ADMIN');
    me constant text := '(select tenant_official())';
    my_account constant text := '(select tenant_account())';
    my_assignment constant text := '(select tenant_assignment())';
    my_unit constant text := '(select tenant_unit())';
    own_unit text;
    declared text;
    signs text;
    of_a_job text;
    of_a_declaration text;
    of_a_list text;
    of_a_notice text;
begin
    -- unit: everybody may know the county's units and boards ------------------------------------------------------------------
    perform pg_temp.police('unit', 'true', admin || ' or ' || pg_temp.standing('CLERK') || ' and ancestors @> array[' || my_unit || ']');
    own_unit := pg_temp.below('unit_id');
    perform pg_temp.police('site', 'true', admin || ' or ' || own_unit);
    perform pg_temp.police('post', colleagues, admin || ' or ' || own_unit);
    perform pg_temp.police('staff', county || ' or account_id = ' || my_account || ' or ' || own_unit,
        admin || ' or account_id = ' || my_account || ' or ' || own_unit);

    -- identity ---------------------------------------------------------------------------------------------------------------
    perform pg_temp.police('account', sign_in || ' or ' || staff || ' or id = ' || my_account, sign_in || ' or id = ' || my_account);
    perform pg_temp.police('login_session', sign_in || ' or account_id = ' || my_account, sign_in || ' or account_id = ' || my_account);
    perform pg_temp.police('one_time_code', sign_in || ' or account_id = ' || my_account, sign_in || ' or account_id = ' || my_account);
    perform pg_temp.police('assignment', sign_in || ' or ' || staff || ' or account_id = ' || my_account, sign_in);
    perform pg_temp.police('api_client', sign_in || ' or id = ' || my_account, sign_in);
    perform pg_temp.police('api_client_use', sign_in || ' or client_id = ' || my_account, system || ' and client_id = ' || my_account);
    perform pg_temp.police('notification', 'account_id = ' || my_account || ' or official_id = ' || me,
        'account_id = ' || my_account || ' or official_id = ' || me, colleagues || ' or ' || system);
    perform pg_temp.police('idempotent_answer', 'actor_id = ' || my_account, 'actor_id = ' || my_account);

    -- audit: whatever happens leaves its entry, few may read it --------------------------------------------------------------------
    perform pg_temp.police('audit_entry', county || ' or (' || pg_temp.standing('INSPECTOR') || ' and ' || own_unit || ')', 'false', 'true');

    -- jobs, imports ------------------------------------------------------------------------------------------------------------
    of_a_job := 'requested_by = ' || my_assignment || ' or (requested_by is null and unit_id is null) or ' || inspection || ' or ' || own_unit;
    perform pg_temp.police('job', of_a_job, of_a_job); -- nobody's and no unit's: a code to be sent
    perform pg_temp.police('import_run', 'created_by in (' || my_account || ', ' || my_assignment || ')',
        'created_by in (' || my_account || ', ' || my_assignment || ')');
    perform pg_temp.police('import_row_error', 'exists (select from import_run r where r.id = import_id)',
        'exists (select from import_run r where r.id = import_id)');
    perform pg_temp.police('invitation_code', 'exists (select from import_run r where r.id = import_id)',
        'exists (select from import_run r where r.id = import_id)');

    -- disclosure: the declarant, the unit and those above it, the signer, and who verifies a hit on a relative (A9.1) ------------------
    perform pg_temp.police('match', inspection || ' or (official_id = ' || me || ' and copied_at is not null) or ' || own_unit, own_unit);
    declared := inspection || ' or official_id = ' || me || ' or ' || own_unit;
    signs := '(' || staff || ' and signed_here(id))';
    perform pg_temp.police('official',
        inspection || ' or id = ' || me || ' or leader_id = ' || me || ' or ' || own_unit
            || ' or (' || staff || ' and hit_of_mine(id)) or ' || signs,
        inspection || ' or id = ' || me || ' or ' || own_unit);
    perform pg_temp.police('official_status_change',
        declared || ' or ' || pg_temp.below('from_unit_id') || ' or ' || pg_temp.below('to_unit_id'), own_unit);
    perform pg_temp.police('declaration_draft', 'official_id = ' || me, 'official_id = ' || me);
    perform pg_temp.police('declaration',
        declared || ' or signer_id = ' || me || ' or endorsed_by = ' || me || ' or ' || pg_temp.below('second_unit_id')
            || ' or (' || staff || ' and hit_of_mine(official_id))',
        'official_id = ' || me || ' or signer_id = ' || me || ' or endorsed_by = ' || me || ' or ' || own_unit || ' or ' || pg_temp.below('second_unit_id'));
    of_a_declaration := 'declaration_is_seen(declaration_id)';
    perform pg_temp.police('relative', declared || ' or ' || of_a_declaration, 'official_id = ' || me || ' or ' || own_unit || ' or ' || of_a_declaration);
    perform pg_temp.police('interest_matter', declared || ' or ' || of_a_declaration, 'official_id = ' || me || ' or ' || own_unit || ' or ' || of_a_declaration);

    -- benefit: programmes are known to every colleague, lists to who collects and who approves -----------------------------------------
    perform pg_temp.police('programme', colleagues || ' or ' || system,
        system || ' or ' || own_unit || ' or ' || pg_temp.below('running_unit_id'));
    of_a_list := own_unit || ' or (' || staff || ' and list_is_mine(programme_id))';
    perform pg_temp.police('beneficiary_batch', inspection || ' or ' || system || ' or ' || of_a_list, system || ' or ' || of_a_list);
    perform pg_temp.police('beneficiary_row_error', 'exists (select from beneficiary_batch b where b.id = batch_id)',
        'exists (select from beneficiary_batch b where b.id = batch_id)');
    perform pg_temp.police('beneficiary', inspection || ' or ' || system || ' or ' || of_a_list
            || ' or (' || pg_temp.standing('OFFICIAL') || ' and copied_to_me(id))',
        system || ' or ' || of_a_list);

    -- matching, verification -----------------------------------------------------------------------------------------------------------
    perform pg_temp.police('matching_run', inspection || ' or ' || own_unit, inspection || ' or ' || own_unit);
    perform pg_temp.police('matching_run_declarant', 'exists (select from matching_run r where r.id = run_id)',
        'exists (select from matching_run r where r.id = run_id)');
    perform pg_temp.police('matching_query', 'asked_by = ' || my_account, 'asked_by = ' || my_account);
    perform pg_temp.police('referred_relative',
        inspection || ' or ' || own_unit || ' or (' || staff || ' and exists (select from official o where o.id = official_id and is_below(o.unit_id)))',
        inspection || ' or ' || own_unit);
    perform pg_temp.police('verification', inspection || ' or owner_id = ' || my_assignment || ' or ' || own_unit,
        inspection || ' or owner_id = ' || my_assignment || ' or ' || own_unit);
    perform pg_temp.police('lead', inspection || ' or ' || own_unit, inspection || ' or ' || own_unit);

    -- publicity: shown is shown, a draft is its unit's ---------------------------------------------------------------------------------
    perform pg_temp.police('notice',
        'published_at is not null or ' || inspection || ' or ' || own_unit
            || ' or (' || staff || ' and notice_hangs_here(id))',
        inspection || ' or ' || own_unit);
    of_a_notice := 'notice_is_seen(notice_id)';
    perform pg_temp.police('notice_row', of_a_notice, inspection || ' or ' || own_unit);
    perform pg_temp.police('notice_suspension', of_a_notice, inspection || ' or (' || staff || ' and notice_is_mine(notice_id))');
    perform pg_temp.police('notice_site', staff || ' or ' || of_a_notice, -- listNoticeSites: any clerk, who has to find the boards of others
        inspection || ' or ' || own_unit || ' or (' || staff || ' and notice_is_mine(notice_id))');
    perform pg_temp.police('notice_display', 'exists (select from notice_site s where s.id = notice_site_id)',
        inspection || ' or (' || staff || ' and board_is_mine(notice_site_id))');
    perform pg_temp.police('display_photo',
        inspection || ' or ' || own_unit || ' or (' || staff || ' and exists (select from notice_display d where d.photo_id = display_photo.id and board_is_mine(d.notice_site_id)))',
        own_unit);
    perform pg_temp.police('objection', inspection || ' or ' || own_unit, inspection || ' or ' || own_unit,
        pg_temp.standing('ANONYMOUS', 'CITIZEN') || ' and status = ''RECEIVED'' or ' || colleagues || ' and status = ''RECEIVED''');
    perform pg_temp.police('rating', inspection || ' or ' || own_unit, own_unit);

    -- clearance: who asked, and the approving unit -------------------------------------------------------------------------------------
    perform pg_temp.police('clearance', inspection || ' or asked_by = ' || my_account || ' or ' || own_unit, 'asked_by = ' || my_account || ' or ' || own_unit);
    perform pg_temp.police('clearance_subject', 'exists (select from clearance c where c.id = clearance_id)',
        'exists (select from clearance c where c.id = clearance_id)',
        system || ' or ' || staff); -- written in the statement that writes the answer, which that statement does not see yet
    perform pg_temp.police('clearance_change', 'asked_by = ' || my_account, 'asked_by = ' || my_account);
    perform pg_temp.police('emergency_relief', 'true', own_unit);
end $$;

-- Hits on their way in lie without policies, since COPY does not work under them; no request has to do with them.
revoke all on staged_hit from qinqing_app;
