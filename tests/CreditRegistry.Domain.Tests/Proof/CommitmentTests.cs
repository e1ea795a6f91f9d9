using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreditRegistry.Domain.Proof;

namespace CreditRegistry.Domain.Tests.Proof;

/// <summary>The bytes that are committed to: whoever reads the README must be able to compute them.</summary>
public class CommitmentTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 7, 1, 17, 0, 0, TimeSpan.FromHours(8)).AddTicks(12_345_678);

    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData("{\"b\": 1, \"a\": [ true,null , -7 ], \"\u00e9\": {}, \"A\": null}", "{\"a\":[true,null,-7],\"b\":1,\"\u00e9\":{}}")]
    [InlineData("\"\\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"\\/\"", "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")] // RFC 8785, section 3.2.2
    [InlineData("[]", "[]")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    public void Canonical_OfAValue_IsItsOnlyForm(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Of(JsonDocument.Parse(json).RootElement)));

    [Theory]
    [InlineData("1.5")]
    [InlineData("9223372036854775808")]
    public void Canonical_OfANumberThatIsNotWhole_IsRefused(string json) =>
        Assert.Throws<ArgumentException>(() => CanonicalJson.Of(JsonDocument.Parse(json).RootElement));

    [Fact]
    public void Leaf_IsTheHashOfSaltAndCanonicalBytes()
    {
        var commitment = Commitment.Of(Secret, Row(), "{\"id\":1}"u8.ToArray());
        var canonical = $$"""{"at":"2026-07-01T09:00:01.234567Z","content":{"id":1},"private":"{{Convert.ToHexStringLower(commitment.Private)}}"}""";

        Assert.Equal(HMACSHA256.HashData(Secret, "salt"u8), commitment.Salt);
        Assert.Equal(SHA256.HashData([.. commitment.Salt, .. Encoding.UTF8.GetBytes(canonical)]), commitment.Hash);
    }

    [Fact]
    public void Leaf_WithoutContent_LeavesItOut()
    {
        var commitment = Commitment.Of(Secret, Row(), content: null);
        var canonical = $$"""{"at":"2026-07-01T09:00:01.234567Z","private":"{{Convert.ToHexStringLower(commitment.Private)}}"}""";

        Assert.Equal(SHA256.HashData([.. commitment.Salt, .. Encoding.UTF8.GetBytes(canonical)]), commitment.Hash);
    }

    [Fact]
    public void Leaf_OfARowThatDiffersAnywhere_IsAnother()
    {
        var row = Row();
        CommittedRow[] rows =
        [
            row,
            row with { At = At.AddMicroseconds(1) },
            row with { Actor = null },
            row with { Role = "agency" },
            row with { Kind = "record.annulled" },
            row with { Subject = Guid.AllBitsSet },
            row with { Company = null },
            row with { Details = Json("""{"version":2}""") },
            row with { TextHash = new byte[32] },
            row with { Version = Json("""{"summary":"a"}""") },
            row with { Version = Json("""{"summary":"b"}""") },
        ];

        Assert.Equal(rows.Length, rows.Select(r => Convert.ToHexString(Commitment.Of(Secret, r, content: null).Hash)).Distinct().Count());
        Assert.NotEqual(Commitment.Of(Secret, row, null).Hash, Commitment.Of(Commitment.NewSecret(), row, null).Hash);
    }

    private static CommittedRow Row() => new(
        At, Guid.Empty, "officer", "record.repaired", Guid.Empty, Guid.Empty, Json("""{"version":1,"on":"2026-07-01"}"""), null, null);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
