using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;

namespace CreditRegistry.Web.Repairs;

/// <summary>A document in a list, with a link to its bytes.</summary>
/// <param name="Application">That it belongs to.</param>
/// <param name="Kind">What that kind of document is called.</param>
public sealed record CaseFile(Guid Application, CaseDocument Document, LocalText Kind);
