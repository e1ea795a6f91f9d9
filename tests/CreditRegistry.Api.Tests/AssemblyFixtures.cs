using CreditRegistry.Api.Tests.Http;

[assembly: AssemblyFixture(typeof(SampleHosts))]
