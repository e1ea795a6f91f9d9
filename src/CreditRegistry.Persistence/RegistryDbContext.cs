using System.Text.Json;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Claims;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Persistence.Accounts;
using CreditRegistry.Persistence.Claims;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.Persistence.Ledger;
using CreditRegistry.Persistence.Proof;
using CreditRegistry.Persistence.Recalls;
using CreditRegistry.Persistence.Records;
using CreditRegistry.Persistence.Repairs;
using CreditRegistry.Persistence.Watching;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Npgsql;

namespace CreditRegistry.Persistence;

/// <summary>The registry's database. Changes are saved by <see cref="SaveAsync"/>, which writes the ledger with them.</summary>
public sealed class RegistryDbContext(DbContextOptions<RegistryDbContext> options)
    : IdentityUserContext<Account, Guid>(options)
{
    /// <summary>Shadow property: the instant of an entity's last change.</summary>
    public const string ChangedAt = "ChangedAt";

    /// <summary>Shadow property of a record: salt and private hash, 32 bytes each, of the newest row about it in the log.</summary>
    public const string Proof = "Proof";

    /// <summary>The connection under it, for what EF Core has no words for, such as COPY.</summary>
    public NpgsqlConnection NpgsqlConnection => (NpgsqlConnection)Database.GetDbConnection();

    public DbSet<Company> Companies => Set<Company>();

    /// <summary>Written by a trigger whenever a company changes.</summary>
    public DbSet<CompanyVersion> CompanyVersions => Set<CompanyVersion>();

    public DbSet<CompanyAliasEntry> CompanyAliases => Set<CompanyAliasEntry>();

    public DbSet<Organ> Organs => Set<Organ>();

    public DbSet<CreditRecord> Records => Set<CreditRecord>();

    public DbSet<RecordVersion> RecordVersions => Set<RecordVersion>();

    public DbSet<RepairApplication> RepairApplications => Set<RepairApplication>();

    public DbSet<Objection> Objections => Set<Objection>();

    public DbSet<CaseContact> CaseContacts => Set<CaseContact>();

    public DbSet<DocumentChunk> DocumentChunks => Set<DocumentChunk>();

    public DbSet<CompanyClaim> CompanyClaims => Set<CompanyClaim>();

    public DbSet<CertificateChunk> CertificateChunks => Set<CertificateChunk>();

    public DbSet<LedgerEntry> Ledger => Set<LedgerEntry>();

    public DbSet<SignedHead> LogHeads => Set<SignedHead>();

    public DbSet<SigningKeyEntry> SigningKeys => Set<SigningKeyEntry>();

    public DbSet<DeclaredInterest> DeclaredInterests => Set<DeclaredInterest>();

    public DbSet<AccountNotice> AccountNotices => Set<AccountNotice>();

    public DbSet<KeyRingEntry> KeyRing => Set<KeyRingEntry>();

    public DbSet<WatchList> WatchLists => Set<WatchList>();

    public DbSet<Recall> Recalls => Set<Recall>();

    /// <summary>
    /// Saves all changes with one ledger row for each fact, in one transaction: the caller's, or one of its own.
    /// </summary>
    /// <param name="role">The role in which the actor acts; null for the registry itself and for anyone without an account.</param>
    /// <exception cref="InvalidOperationException">An entity changed without saying what happened.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Another writer was first.</exception>
    public async Task SaveAsync(Actor actor, Role? role, DateTimeOffset now, CancellationToken ct)
    {
        ChangeTracker.DetectChanges();
        var changed = ChangeTracker.Entries<Chronicled>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified)
            .ToList();
        if (changed.Find(e => e.Entity.Facts.Count == 0) is { } silent)
        {
            throw new InvalidOperationException($"A {silent.Metadata.ShortName()} changed without a fact for the ledger.");
        }

        var entities = changed.ConvertAll(e => e.Entity);
        var keys = await PublicKeys.OfAsync(this, [.. entities.OfType<CreditRecord>()], ct);
        foreach (var entry in changed)
        {
            if (entry.Metadata.FindProperty(ChangedAt) is not null)
            {
                entry.Property(ChangedAt).CurrentValue = now;
            }

            StoredVersion? stored = null;
            if (entry.Entity is CreditRecord record)
            {
                var version = VersionOf(record, entry, actor, now);
                RecordVersions.Add(version);
                stored = keys.VersionOf(record, version.Content);
            }

            var (rows, opening) = LedgerEntry.OfAll(entry.Entity.Facts, actor, role, now, stored);
            Ledger.AddRange(rows);
            if (stored is not null)
            {
                entry.Property(Proof).CurrentValue = opening;
            }
        }

        await SaveChangesAsync(ct);
        entities.ForEach(e => e.ForgetFacts());
    }

    /// <summary>Adds a fact that belongs to no entity of its own, such as a sign-in; saved by <see cref="SaveAsync"/>.</summary>
    public void Note(LedgerFact fact, Actor actor, Role? role, DateTimeOffset now) =>
        Ledger.Add(LedgerEntry.Of(fact, actor, role, now, stored: null).Row);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(RegistryDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Conventions.Add(_ => new SnakeCaseConvention());
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>(); // every index is deliberate
        configurationBuilder.Properties<Role>().HaveConversion<EnumTextConverter<Role>>();
        configurationBuilder.Properties<CompanyStatus>().HaveConversion<EnumTextConverter<CompanyStatus>>();
        configurationBuilder.Properties<RecordTier>().HaveConversion<EnumTextConverter<RecordTier>>();
        configurationBuilder.Properties<RecordClass>().HaveConversion<EnumTextConverter<RecordClass>>();
        configurationBuilder.Properties<RecordState>().HaveConversion<EnumTextConverter<RecordState>>();
        configurationBuilder.Properties<RepairState>().HaveConversion<EnumTextConverter<RepairState>>();
        configurationBuilder.Properties<ClaimState>().HaveConversion<EnumTextConverter<ClaimState>>();
        configurationBuilder.Properties<ObjectionState>().HaveConversion<EnumTextConverter<ObjectionState>>();
        configurationBuilder.Properties<ObjectionGround>().HaveConversion<EnumTextConverter<ObjectionGround>>();
        configurationBuilder.Properties<ObjectionClosure>().HaveConversion<EnumTextConverter<ObjectionClosure>>();
        configurationBuilder.Properties<RepairClosure>().HaveConversion<EnumTextConverter<RepairClosure>>();
    }

    private static RecordVersion VersionOf(CreditRecord record, EntityEntry entry, Actor actor, DateTimeOffset now) => new()
    {
        RecordId = record.Id,
        Version = record.Version,
        RecordedAt = now,
        Author = actor.AccountKey,
        Content = JsonDocument.Parse(RecordVersion.ContentOf(
            entry.Properties.Select(p => KeyValuePair.Create(p.Metadata, p.CurrentValue)))),
    };
}
