using System.Net;

namespace CreditRegistry.Api.Tests.Http;

public sealed class BodyTests(SampleHosts hosts)
{
    private const string Valid =
        """{"tier":"minor","summary":"short","decision":{"number":"1","decidedOn":"2026-01-31"},"penalties":[{"kind":"fine"}]}""";

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Body_Malformed_IsABadRequestInEveryEnvironment(string environment)
    {
        var response = await hosts.In(environment).PostAsync("/api/v1/samples", "{\"summary\":secret");

        var problem = await response.ProblemAsync(400, "BODY_MALFORMED");
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_Valid_CreatesWithLocationAndETag()
    {
        var response = await hosts.Production.PostAsync("/api/v1/samples", Valid);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/api/v1/samples/7", response.Headers.Location?.ToString());
        Assert.Equal("\"3\"", response.Headers.ETag?.ToString());
    }

    [Theory]
    [InlineData("\"short\"", "\"short\",\"extra\":1", "BODY_PROPERTY_UNKNOWN", "extra")]
    [InlineData("\"1\"", "\"1\",\"Number\":\"2\"", "BODY_PROPERTY_UNKNOWN", "decision.Number")]
    [InlineData("\"fine\"", "\"fine\",\"x\":1", "BODY_PROPERTY_UNKNOWN", "penalties[0].x")]
    [InlineData("\"short\"", "\"short\",\"summary\":\"again\"", "BODY_PROPERTY_REPEATED", "summary")]
    [InlineData("\"minor\"", "\"Minor\"", "VALIDATION_FAILED", "tier")]
    [InlineData("\"minor\"", "\"minor,severe\"", "VALIDATION_FAILED", "tier")]
    [InlineData("\"minor\"", "1", "VALIDATION_FAILED", "tier")]
    [InlineData("\"2026-01-31\"", "\"2026-02-29\"", "VALIDATION_FAILED", "decision.decidedOn")]
    [InlineData("\"2026-01-31\"", "\"31/01/2026\"", "VALIDATION_FAILED", "decision.decidedOn")]
    [InlineData("\"fine\"", "\"fine\",\"amountFen\":\"5\"", "VALIDATION_FAILED", "penalties[0].amountFen")]
    [InlineData("\"fine\"", "\"fi\\u0000ne\"", "VALIDATION_FAILED", "penalties[0].kind")]
    [InlineData("\"fine\"", "\"fi\\ud800ne\"", "VALIDATION_FAILED", "penalties[0].kind")]
    [InlineData("\"short\"", "null", "VALIDATION_FAILED", "summary")]
    [InlineData("\"short\"", "\"\"", "VALIDATION_FAILED", "summary")]
    [InlineData("\"short\"", "\"elevenchars\"", "VALIDATION_FAILED", "summary")]
    [InlineData("\"1\"", "\" \"", "VALIDATION_FAILED", "decision.number")]
    [InlineData("[{\"kind\":\"fine\"}]", "[{\"kind\":\"fine\"},{\"kind\":\"\"}]", "VALIDATION_FAILED", "penalties[1].kind")]
    [InlineData("[{\"kind\":\"fine\"}]", "[null]", "VALIDATION_FAILED", "penalties[0]")]
    public async Task Body_OneThingWrong_NamesTheField(string valid, string wrong, string code, string field)
    {
        var response = await hosts.Production.PostAsync("/api/v1/samples", Valid.Replace(valid, wrong, StringComparison.Ordinal));

        Assert.Equal([field], (await response.ProblemAsync(400, code)).Errors());
    }

    [Theory]
    [InlineData("\"Minor\"")]
    [InlineData("\"minor,severe\"")]
    [InlineData("1")]
    public async Task Body_ValueOfNoListedName_NamesThoseThatAre(string wrong)
    {
        var response = await hosts.Production.PostAsync("/api/v1/samples", Valid.Replace("\"minor\"", wrong, StringComparison.Ordinal));

        var problem = await response.ProblemAsync(400, "VALIDATION_FAILED");
        Assert.Equal("Must be one of: minor, ordinaryTier, severe.", problem.GetProperty("errors").GetProperty("tier")[0].GetString());
    }

    [Fact]
    public async Task Body_Empty_NamesEveryMissingField()
    {
        var response = await hosts.Production.PostAsync("/api/v1/samples", "{}");

        var problem = await response.ProblemAsync(400, "VALIDATION_FAILED");
        Assert.Equal(["tier", "summary", "decision", "penalties"], problem.Errors());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    public async Task Body_Absent_IsRequired(string? body)
    {
        var response = await hosts.Production.PostAsync("/api/v1/samples", body);

        await response.ProblemAsync(400, "BODY_REQUIRED");
    }

    [Fact]
    public async Task Body_TooDeep_IsMalformed()
    {
        var response = await hosts.Production.PostAsync("/api/v1/samples", new string('[', 40) + new string(']', 40));

        await response.ProblemAsync(400, "BODY_MALFORMED");
    }

    [Fact]
    public async Task Body_UnknownNameOfAThousandCharacters_IsShownCut()
    {
        var response = await hosts.Production.PostAsync("/api/v1/samples", $"{{\"{new string('x', 1000)}\":1}}");

        var field = Assert.Single((await response.ProblemAsync(400, "BODY_PROPERTY_UNKNOWN")).Errors());
        Assert.Equal(100, field.Length);
    }

    [Theory]
    [InlineData(null, 200, "")]
    [InlineData("{}", 200, "")]
    [InlineData("{\"reason\":1}", 400, "BODY_PROPERTY_UNKNOWN")]
    [InlineData("null", 400, "BODY_MALFORMED")]
    [InlineData("[]", 400, "BODY_MALFORMED")]
    public async Task VerbWithoutFields_Body_IsNoneOrEmpty(string? body, int status, string code)
    {
        var response = await hosts.Production.PostAsync("/api/v1/samples/1/annulment", body, ("If-Match", "*"));

        Assert.Equal(status, (int)response.StatusCode);
        if (status is not 200)
        {
            await response.ProblemAsync(status, code);
        }
    }
}
