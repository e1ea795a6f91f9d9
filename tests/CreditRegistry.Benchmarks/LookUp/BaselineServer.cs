using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreditRegistry.Benchmarks.LookUp;

/// <summary>
/// The straightforward fast server: Kestrel, one prepared command for a company and its records, the same JSON. It has no
/// limiter, log, ETag, alias or error of its own.
/// </summary>
internal static class BaselineServer
{
    private const string Sql =
        """
        select c.registration_id, c.name, c.english_name, c.former_names, c.company_type, c.status, c.registered_on, c.region_code,
            c.changed_at, r.id, r.tier, r.class, r.ground, r.decision_number, r.decided_on, r.summary, r.penalties, r.published_on,
            r.repairable_from, r.lapses_on, r.rule_set_id, r.version, o.code
        from companies c
        left join records r on r.company_id = c.id and r.state = 'published' and r.shielded_since is null
        left join organs o on o.id = r.organ_id
        where c.registration_id = $1
        order by r.published_on desc
        limit 20
        """;

    public static async Task RunAsync(string connectionString)
    {
        await using var source = new NpgsqlDataSourceBuilder(
            new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 1 }.ConnectionString).Build();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/", () => "ready");
        app.MapGet("/api/v1/companies/{id}", async (string id, HttpContext http) =>
        {
            await using var command = source.CreateCommand(Sql);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
            await using var reader = await command.ExecuteReaderAsync(http.RequestAborted);
            if (!await reader.ReadAsync(http.RequestAborted))
            {
                http.Response.StatusCode = 404;
                return;
            }

            var company = new Company
            {
                RegistrationId = reader.GetString(0),
                Name = reader.GetString(1),
                EnglishName = Text(2),
                FormerNames = JsonSerializer.Deserialize<string[]>(reader.GetString(3))!,
                CompanyType = Text(4),
                Status = reader.GetString(5),
                RegisteredOn = Day(6),
                Region = Text(7),
                AsOf = reader.GetDateTime(8),
            };
            while (!await reader.IsDBNullAsync(9))
            {
                company.Records.Add(new Record
                {
                    Id = reader.GetGuid(9),
                    Tier = reader.GetString(10),
                    Class = Text(11),
                    Ground = reader.GetString(12),
                    Decision = Text(13),
                    DecidedOn = Day(14),
                    Summary = reader.GetString(15),
                    Penalties = JsonDocument.Parse(reader.GetString(16)),
                    PublishedOn = Day(17),
                    RepairableFrom = Day(18),
                    LapsesOn = Day(19),
                    RuleSet = reader.GetString(20),
                    Version = reader.GetInt32(21),
                    Organ = reader.GetString(22),
                });
                if (!await reader.ReadAsync(http.RequestAborted))
                {
                    break;
                }
            }

            await http.Response.WriteAsJsonAsync(company, BaselineJson.Default.Company);

            string? Text(int i) => reader.IsDBNull(i) ? null : reader.GetString(i);
            DateOnly? Day(int i) => reader.IsDBNull(i) ? null : reader.GetFieldValue<DateOnly>(i);
        });
        await app.RunAsync();
    }

    internal sealed class Company
    {
        public required string RegistrationId { get; init; }

        public required string Name { get; init; }

        public string? EnglishName { get; init; }

        public required string[] FormerNames { get; init; }

        public string? CompanyType { get; init; }

        public required string Status { get; init; }

        public DateOnly? RegisteredOn { get; init; }

        public string? Region { get; init; }

        public List<Record> Records { get; } = [];

        public DateTime AsOf { get; init; }
    }

    internal sealed class Record
    {
        public Guid Id { get; init; }

        public required string Tier { get; init; }

        public string? Class { get; init; }

        public required string Ground { get; init; }

        public string? Decision { get; init; }

        public DateOnly? DecidedOn { get; init; }

        public required string Summary { get; init; }

        public required JsonDocument Penalties { get; init; }

        public DateOnly? PublishedOn { get; init; }

        public DateOnly? RepairableFrom { get; init; }

        public DateOnly? LapsesOn { get; init; }

        public required string RuleSet { get; init; }

        public int Version { get; init; }

        public required string Organ { get; init; }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BaselineServer.Company))]
internal sealed partial class BaselineJson : JsonSerializerContext;
