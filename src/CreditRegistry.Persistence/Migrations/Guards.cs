using Microsoft.EntityFrameworkCore.Migrations;

namespace CreditRegistry.Persistence.Migrations;

/// <summary>What the database itself refuses, whoever asks: even its owner has to drop a trigger first.</summary>
internal static class Guards
{
    public static void AddGuards(this MigrationBuilder migration) => migration.Sql(
        """
        -- The ledger is append-only. The one change allowed is the position that the sequencer gives a row, once.
        create function refuse_ledger_change() returns trigger language plpgsql as $$
        begin
            if tg_op = 'UPDATE' and old.position is null and new.position is not null
                and (to_jsonb(old) - 'position') = (to_jsonb(new) - 'position') then
                return new;
            end if;
            raise exception 'The ledger is append-only: % is refused.', lower(tg_op) using errcode = 'insufficient_privilege';
        end $$;
        create trigger tr_ledger_append_only before update or delete on ledger
            for each row execute function refuse_ledger_change();
        create trigger tr_ledger_no_truncate before truncate on ledger
            for each statement execute function refuse_ledger_change();

        -- Records, their versions and companies are never deleted; a version never changes.
        create function refuse_change() returns trigger language plpgsql as $$
        begin
            raise exception '% on % is refused: nothing is deleted from the register.', lower(tg_op), tg_table_name
                using errcode = 'insufficient_privilege';
        end $$;
        create trigger tr_records_keep before delete on records for each row execute function refuse_change();
        create trigger tr_companies_keep before delete on companies for each row execute function refuse_change();
        create trigger tr_record_versions_keep before update or delete on record_versions
            for each row execute function refuse_change();
        create trigger tr_records_no_truncate before truncate on records
            for each statement execute function refuse_change();
        create trigger tr_companies_no_truncate before truncate on companies
            for each statement execute function refuse_change();
        create trigger tr_record_versions_no_truncate before truncate on record_versions
            for each statement execute function refuse_change();

        -- A company keeps its registration ID for life.
        create function refuse_company_change() returns trigger language plpgsql as $$
        begin
            if old.registration_id <> new.registration_id then
                raise exception 'A company keeps its registration ID.' using errcode = 'insufficient_privilege';
            end if;
            return new;
        end $$;
        create trigger tr_companies_for_life before update of registration_id on companies
            for each row execute function refuse_company_change();

        -- A record keeps its company, organ, tier and rule set for life; its state takes only the steps of
        -- its life cycle, back into publication from repaired alone.
        create function refuse_record_change() returns trigger language plpgsql as $$
        begin
            if (old.company_id, old.organ_id, old.tier, old.rule_set_id, old.published_on)
                is distinct from (new.company_id, new.organ_id, new.tier, new.rule_set_id, new.published_on) then
                raise exception 'A record keeps its company, organ, tier, rule set and publication day.'
                    using errcode = 'insufficient_privilege';
            end if;
            if new.state <> old.state and not (
                old.state = 'published' and new.state in ('repaired', 'lapsed', 'escalated', 'deregistered')
                or old.state = 'unpublished' and new.state = 'deregistered'
                or old.state = 'repaired' and new.state = 'published'
                or old.state not in ('annulled', 'deregistered') and new.state = 'annulled') then
                raise exception 'A record that is % cannot become %.', old.state, new.state
                    using errcode = 'insufficient_privilege';
            end if;
            return new;
        end $$;
        create trigger tr_records_for_life before update on records for each row execute function refuse_record_change();

        -- Who publishes or administers never decides.
        create function refuse_roles_together() returns trigger language plpgsql as $$
        begin
            perform 1 from accounts where id = new.account_id for update;
            if exists (select 1 from account_roles where account_id = new.account_id and role = 'officer')
                and exists (select 1 from account_roles where account_id = new.account_id and role in ('agency', 'administrator')) then
                raise exception 'An officer can be neither agency nor administrator.' using errcode = 'insufficient_privilege';
            end if;
            return null;
        end $$;
        create constraint trigger tr_account_roles_exclusive after insert or update on account_roles
            for each row execute function refuse_roles_together();

        -- The log's tree only grows: no hash in it changes or goes. Nor does a signed head, or a key that signed one.
        create function refuse_tree_change() returns trigger language plpgsql as $$
        begin
            if tg_op = 'UPDATE' and (old.level, old.index) = (new.level, new.index)
                and substring(new.hashes for length(old.hashes)) = old.hashes then
                return new;
            end if;
            raise exception 'The tree of the log only grows: % is refused.', lower(tg_op) using errcode = 'insufficient_privilege';
        end $$;
        create trigger tr_log_tiles_grow before update or delete on log_tiles for each row execute function refuse_tree_change();
        create trigger tr_log_tiles_no_truncate before truncate on log_tiles
            for each statement execute function refuse_tree_change();
        create trigger tr_log_heads_keep before update or delete on log_heads for each row execute function refuse_change();
        create trigger tr_log_heads_no_truncate before truncate on log_heads for each statement execute function refuse_change();
        create trigger tr_signing_keys_keep before update or delete on signing_keys for each row execute function refuse_change();
        create trigger tr_signing_keys_no_truncate before truncate on signing_keys
            for each statement execute function refuse_change();

        -- What a company was is kept when it changes, whoever changes it; one that never changed costs nothing.
        create function remember_companies() returns trigger language plpgsql as $$
        begin
            insert into company_versions (company_id, version, recorded_at, replaced_at, name, english_name, former_names,
                company_type, status, registered_on, region_code)
            select b.id, b.version, b.changed_at, a.changed_at, b.name, b.english_name, b.former_names,
                b.company_type, b.status, b.registered_on, b.region_code
            from before b join after a on a.id = b.id and a.version <> b.version;
            return null;
        end $$;
        create trigger tr_companies_remember after update on companies referencing old table as before new table as after
            for each statement execute function remember_companies();
        create trigger tr_company_versions_keep before update or delete on company_versions
            for each row execute function refuse_change();
        create trigger tr_company_versions_no_truncate before truncate on company_versions
            for each statement execute function refuse_change();
        """);
}
