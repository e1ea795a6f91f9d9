using CreditRegistry.Domain.Records;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Persistence.Records;

/// <summary>Records as the registry had them at an instant, made of their versions.</summary>
/// <remarks>
/// What a later release added to a record, and an older version does not know, is as it is now. The proof of a version is in
/// the ledger; a past one is read without.
/// </remarks>
public static class PastRecords
{
    /// <summary>Those records that were recorded by then.</summary>
    public static IQueryable<CreditRecord> RecordsAt(this RegistryDbContext db, Guid[] ids, DateTimeOffset at) => db.Records.FromSql(
        $"""
        select past.* from records r
        cross join lateral (
            select content, recorded_at from record_versions
            where record_id = r.id and recorded_at <= {at} order by version desc limit 1) v
        cross join lateral jsonb_populate_record(r, v.content || jsonb_build_object('changed_at', v.recorded_at, 'proof', null)) past
        where r.id = any({ids})
        """);

    /// <summary>
    /// Those records of some companies that the public sees on <paramref name="today"/>, and those that the reader reads
    /// besides; as they were at an instant, or as they are.
    /// </summary>
    /// <param name="at">Null for the records as they are.</param>
    /// <remarks>"offset 0" keeps the planner to one index probe a company, however many there are.</remarks>
    public static IQueryable<CreditRecord> RecordsOf(
        this RegistryDbContext db, Guid[] companies, RecordAccess access, DateOnly today, DateTimeOffset? at)
    {
        var (every, organs, own) = (access.Every, access.Organs.ToArray(), access.Companies.ToArray());
        return at is { } instant
            ? db.Records.FromSql(
                $"""
                select past.* from unnest({companies}) company (id)
                cross join lateral (
                    select r as present from records r
                    where r.company_id = company.id
                        and (r.state = 'published' and r.shielded_since is null
                                and r.published_on <= {today} and (r.lapses_on is null or r.lapses_on >= {today})
                            or {every} or r.organ_id = any({organs}) or r.company_id = any({own}))
                    offset 0) one
                cross join lateral (
                    select content, recorded_at from record_versions
                    where record_id = (one.present).id and recorded_at <= {instant} order by version desc limit 1) v
                cross join lateral jsonb_populate_record(
                    one.present, v.content || jsonb_build_object('changed_at', v.recorded_at, 'proof', null)) past
                """)
            : db.Records.FromSql(
                $"""
                select one.* from unnest({companies}) company (id)
                cross join lateral (
                    select r.* from records r
                    where r.company_id = company.id
                        and (r.state = 'published' and r.shielded_since is null
                                and r.published_on <= {today} and (r.lapses_on is null or r.lapses_on >= {today})
                            or {every} or r.organ_id = any({organs}) or r.company_id = any({own}))
                    offset 0) one
                """);
    }
}
