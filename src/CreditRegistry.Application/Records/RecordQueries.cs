using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Records;

/// <summary>The reads that several use cases share.</summary>
internal static class RecordQueries
{
    /// <summary>What the public sees on that day: the dates decide, whether or not a worker ran.</summary>
    public static IQueryable<CreditRecord> ShownOn(this IQueryable<CreditRecord> records, DateOnly day) =>
        records.Where(r =>
            r.State == RecordState.Published
            && r.ShieldedSince == null
            && r.PublishedOn <= day
            && (r.LapsesOn == null || r.LapsesOn >= day));

    /// <summary>Each record with its company's name and its organ.</summary>
    public static IQueryable<RecordRow> Rows(this RegistryDbContext db, IQueryable<CreditRecord> records) =>
        from record in records.AsNoTracking()
        join company in db.Companies.AsNoTracking() on record.CompanyId equals company.Id
        join organ in db.Organs.AsNoTracking() on record.OrganId equals organ.Id
        select new RecordRow(
            record,
            company.RegistrationId,
            company.Name,
            organ,
            LogView.Of(
                EF.Property<DateTimeOffset>(record, RegistryDbContext.ChangedAt),
                EF.Property<byte[]?>(record, RegistryDbContext.Proof)));

    /// <summary>Newest first, after a key.</summary>
    public static IQueryable<CreditRecord> NewestFirst(this IQueryable<CreditRecord> records, RecordKey? after) =>
        (after is null
            ? records
            : records.Where(r => EF.Functions.LessThan(
                ValueTuple.Create(r.PublishedOn, r.Id), ValueTuple.Create(after.PublishedOn, after.Id))))
        .OrderByDescending(r => r.PublishedOn)
        .ThenByDescending(r => r.Id);
}

/// <summary>A place in a list of records, newest first.</summary>
public sealed record RecordKey(DateOnly PublishedOn, Guid Id)
{
    public static RecordKey Of(RecordView view) => new(view.PublishedOn, view.Id);
}
