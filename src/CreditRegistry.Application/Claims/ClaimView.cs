using System.Text.Json.Serialization;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Claims;
using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Application.Claims;

/// <summary>A claim as whoever holds its id may see it: never the contact.</summary>
/// <param name="Organ">Whose officers decide it; null where the administrators do.</param>
/// <param name="Reason">Why it was refused; null unless it was, or once that text was erased.</param>
public sealed record ClaimView(
    Guid Id,
    string Reference,
    string RegistrationId,
    string CompanyName,
    OrganView? Organ,
    ClaimState State,
    DateOnly FiledOn,
    DateOnly? DecidedOn,
    string? Reason,
    int Version) : IVersioned
{
    /// <summary>For those who may decide the claim; left out for anyone else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClaimInside? Inside { get; init; }
}

/// <summary>What only those see who may decide the claim.</summary>
/// <param name="Contact">Null once erased.</param>
/// <param name="CompanyStatus">Of the company in the business register.</param>
/// <param name="Accounts">How many accounts act for the company already.</param>
/// <param name="OtherClaims">Other open claims of the same company.</param>
public sealed record ClaimInside(
    ClaimContactView? Contact,
    ClaimCertificate Certificate,
    CompanyStatus CompanyStatus,
    int Accounts,
    IReadOnlyList<Guid> OtherClaims);

/// <summary>Whom to write to about a claim.</summary>
public sealed record ClaimContactView(string Name, string Email);

/// <summary>A claim that waits, in a list.</summary>
public sealed record OpenClaim(
    Guid Id, string Reference, string RegistrationId, string CompanyName, OrganView? Organ, DateOnly FiledOn);

/// <summary>A place in the list of open claims, oldest first.</summary>
public sealed record ClaimKey(Guid Id)
{
    public static ClaimKey Of(OpenClaim claim) => new(claim.Id);
}
