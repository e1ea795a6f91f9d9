namespace CreditRegistry.Domain.Companies;

/// <summary>Where a company stands in the business register.</summary>
public enum CompanyStatus
{
    Registered = 1,

    /// <summary>Its licence was revoked (吊销) as a penalty; the company still exists.</summary>
    Revoked = 2,

    /// <summary>It was struck off (注销) and exists no more.</summary>
    Deregistered = 3,
}
