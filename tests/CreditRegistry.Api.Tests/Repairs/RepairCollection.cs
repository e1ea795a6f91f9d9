using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Repairs;

/// <summary>Tests that leave the clock alone share a server: each makes its own companies and organs.</summary>
[CollectionDefinition(nameof(RepairCollection))]
public sealed class RepairCollection : ICollectionFixture<RegistryHost>;
