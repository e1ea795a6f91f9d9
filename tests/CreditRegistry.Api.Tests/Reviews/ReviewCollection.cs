using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Reviews;

/// <summary>Tests of officers' work share a server: each makes its own companies and organs.</summary>
[CollectionDefinition(nameof(ReviewCollection))]
public sealed class ReviewCollection : ICollectionFixture<RegistryHost>;
