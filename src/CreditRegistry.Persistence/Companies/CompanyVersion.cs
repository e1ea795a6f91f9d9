using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Persistence.Companies;

/// <summary>A company as it stood before one change. The present content is the company's own row.</summary>
public sealed class CompanyVersion
{
    public Guid CompanyId { get; private init; }

    public int Version { get; private init; }

    /// <summary>The instant from which it stood so.</summary>
    public DateTimeOffset RecordedAt { get; private init; }

    /// <summary>The instant of the change that ended it.</summary>
    public DateTimeOffset ReplacedAt { get; private init; }

    public string Name { get; private init; } = null!;

    public string? EnglishName { get; private init; }

    public IReadOnlyList<string> FormerNames { get; private init; } = [];

    public string? CompanyType { get; private init; }

    public CompanyStatus Status { get; private init; }

    public DateOnly? RegisteredOn { get; private init; }

    public string? RegionCode { get; private init; }
}
