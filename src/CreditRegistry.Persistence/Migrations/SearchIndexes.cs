using Microsoft.EntityFrameworkCore.Migrations;

namespace CreditRegistry.Persistence.Migrations;

/// <summary>What a search by name looks into, and what keeps it in step in the writer's own transaction.</summary>
internal static class SearchIndexes
{
    private static readonly string[] Tiers = ["untrustworthy", "seriously_untrustworthy", "abnormal", "seriously_illegal"];

    public static void AddSearchIndexes(this MigrationBuilder migration) => migration.Sql(
        $$"""
        -- Only imports write companies, so they may let keys wait; the list stays short, for every search reads it.
        create index ix_companies_name_grams on companies using gin (name_grams)
            with (fastupdate = on, gin_pending_list_limit = 256);
        create index ix_companies_present_name on companies
            ((split_part(search_text, chr(10), 1)) collate "C", registration_id);
        alter table companies alter column name_grams set statistics 1000;

        -- Companies with a published record that no court has hidden. For each tier the last day of the record that ends
        -- last: the standing on any day follows from these and the day.
        create table listed_companies (
            registration_id text collate "C" not null constraint pk_listed_companies primary key,
            untrustworthy_until date,
            seriously_untrustworthy_until date,
            abnormal_until date,
            seriously_illegal_until date,
            status text not null,
            region_code text,
            search_text text not null,
            search_rest text,
            name_grams integer[] not null,
            has_search_rest boolean not null generated always as (search_rest is not null) stored
        );
        create index ix_listed_companies_name_grams on listed_companies using gin (name_grams) with (fastupdate = off);
        create index ix_listed_companies_present_name on listed_companies
            ((split_part(search_text, chr(10), 1)) collate "C", registration_id);
        -- A search by standing walks one of these without touching the table.
        {{string.Concat(Tiers.Select(tier => $"""
            create index ix_listed_companies_{tier} on listed_companies (registration_id)
                include (search_text, has_search_rest, status, {string.Join(", ", Tiers.Select(one => one + "_until"))})
                where {tier}_until is not null;

            """))}}
        alter table listed_companies alter column name_grams set statistics 1000;

        create function list_companies() returns trigger language plpgsql as $$
        begin
            insert into listed_companies (
                registration_id, untrustworthy_until, seriously_untrustworthy_until, abnormal_until, seriously_illegal_until,
                status, region_code, search_text, search_rest, name_grams)
            select c.registration_id, shown.u, shown.s, shown.a, shown.i,
                c.status, c.region_code, c.search_text, c.search_rest, c.name_grams
            from (select distinct company_id from changed) one
            cross join lateral ( -- each company by its index, whatever the statistics say
                select max(coalesce(lapses_on, 'infinity')) filter (where tier = 'untrustworthy' and shown) as u,
                    max(coalesce(lapses_on, 'infinity')) filter (where tier = 'seriouslyUntrustworthy' and shown) as s,
                    max(coalesce(lapses_on, 'infinity')) filter (where tier = 'abnormal' and shown) as a,
                    max(coalesce(lapses_on, 'infinity')) filter (where tier = 'seriouslyIllegal' and shown) as i
                from records, lateral (select state = 'published' and shielded_since is null as shown) now
                where company_id = one.company_id) shown
            join companies c on c.id = one.company_id
            where coalesce(shown.u, shown.s, shown.a, shown.i) is not null
            on conflict (registration_id) do update set
                untrustworthy_until = excluded.untrustworthy_until,
                seriously_untrustworthy_until = excluded.seriously_untrustworthy_until,
                abnormal_until = excluded.abnormal_until,
                seriously_illegal_until = excluded.seriously_illegal_until
            where (listed_companies.untrustworthy_until, listed_companies.seriously_untrustworthy_until,
                    listed_companies.abnormal_until, listed_companies.seriously_illegal_until)
                is distinct from (excluded.untrustworthy_until, excluded.seriously_untrustworthy_until,
                    excluded.abnormal_until, excluded.seriously_illegal_until);

            delete from listed_companies
            where registration_id in (
                select c.registration_id
                from (select distinct company_id from changed where state <> 'published' or shielded_since is not null) one
                join companies c on c.id = one.company_id
                where (select count(*) filter (where r.state = 'published' and r.shielded_since is null)
                    from records r where r.company_id = one.company_id) = 0);
            return null;
        end $$;
        create trigger tr_records_list_new after insert on records referencing new table as changed
            for each statement execute function list_companies();
        create trigger tr_records_list_changed after update on records referencing new table as changed
            for each statement execute function list_companies();

        create function rename_listed_companies() returns trigger language plpgsql as $$
        begin
            insert into listed_companies (
                registration_id, untrustworthy_until, seriously_untrustworthy_until, abnormal_until, seriously_illegal_until,
                status, region_code, search_text, search_rest, name_grams)
            select l.registration_id,
                l.untrustworthy_until, l.seriously_untrustworthy_until, l.abnormal_until, l.seriously_illegal_until,
                c.status, c.region_code, c.search_text, c.search_rest, c.name_grams
            from changed c
            cross join lateral ( -- each company by its index here too, however many changed
                select * from listed_companies where registration_id = c.registration_id limit 1) l
            where (l.status, l.region_code, l.search_text, l.search_rest)
                is distinct from (c.status, c.region_code, c.search_text, c.search_rest)
            on conflict (registration_id) do update set
                status = excluded.status, region_code = excluded.region_code,
                search_text = excluded.search_text, search_rest = excluded.search_rest, name_grams = excluded.name_grams;
            return null;
        end $$;
        create trigger tr_companies_rename_listed after update on companies referencing new table as changed
            for each statement execute function rename_listed_companies();
        """);
}
