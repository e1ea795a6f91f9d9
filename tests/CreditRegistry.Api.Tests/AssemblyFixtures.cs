using CreditRegistry.Api.Tests.Http;
using CreditRegistry.TestKit;

[assembly: AssemblyFixture(typeof(SampleHosts))]
[assembly: AssemblyFixture(typeof(RegistryCluster))]
