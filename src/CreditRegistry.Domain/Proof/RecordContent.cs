using System.Text.Json;

namespace CreditRegistry.Domain.Proof;

/// <summary>
/// What the log commits to of a record: the facts that the public is shown, each of them to be found again in every public
/// answer. What follows from them by rule (titles, laws, measures) is not among them.
/// </summary>
public static class RecordContent
{
    private static readonly JsonElement Published = JsonSerializer.SerializeToElement("published");

    // Members of an answer of the API that have the names of the facts.
    private static readonly string[] Plain =
    [
        "id", "tier", "class", "ground", "summary", "penalties", "publishedOn", "repairableFrom", "lapsesOn", "version",
    ];

    // The facts by the names that exports and the log give them, and by the column of a stored version.
    private static readonly (string Name, string Column)[] Columns =
    [
        ("id", "id"), ("tier", "tier"), ("class", "class"), ("ground", "ground"), ("summary", "summary"), ("penalties", "penalties"),
        ("publishedOn", "published_on"), ("repairableFrom", "repairable_from"), ("lapsesOn", "lapses_on"), ("version", "version"),
        ("decisionNumber", "decision_number"), ("decidedOn", "decided_on"), ("repairPending", "repair_pending"),
        ("contestedSince", "contested_since"), ("companyStatement", "company_statement"), ("noticeShownOn", "notice_shown_on"),
        ("ruleSet", "rule_set_id"), ("escalatedFrom", "escalated_from_id"), ("state", "state"),
    ];

    /// <summary>From a stored version of a record.</summary>
    /// <param name="version">Every column of the record as JSON.</param>
    /// <param name="organ">The organ's code.</param>
    public static byte[] OfVersion(JsonElement version, string registrationId, string organ) => CanonicalJson.Of(
    [
        .. Columns.Select(fact => Of(fact.Name, Member(version, fact.Column))),
        Of("registrationId", JsonSerializer.SerializeToElement(registrationId)),
        Of("organ", JsonSerializer.SerializeToElement(organ)),
    ]);

    /// <summary>From a line of the export of records, which holds only what is in publication.</summary>
    public static byte[] OfExport(JsonElement row) => CanonicalJson.Of(
    [
        .. Columns.Select(fact => Of(fact.Name, fact.Name is "state" ? Published : Member(row, fact.Name))),
        Of("registrationId", Member(row, "registrationId")),
        Of("organ", Member(row, "organ")),
    ]);

    /// <summary>From a record as the API answers it.</summary>
    public static byte[] OfAnswer(JsonElement record)
    {
        var decision = Member(record, "decision");
        var marks = Member(record, "marks");
        return CanonicalJson.Of(
        [
            .. Plain.Select(name => Of(name, name is "ground" ? Member(Member(record, name), "code") : Member(record, name))),
            Of("registrationId", Member(record, "registrationId")),
            Of("organ", Member(Member(record, "organ"), "code")),
            Of("decisionNumber", Member(decision, "number")),
            Of("decidedOn", Member(decision, "decidedOn")),
            Of("repairPending", JsonSerializer.SerializeToElement(Mark(marks, "REPAIR_PENDING").ValueKind is JsonValueKind.Object)),
            Of("contestedSince", Member(Mark(marks, "OBJECTION"), "from")),
            Of("companyStatement", Member(Mark(marks, "OBJECTION"), "statement")),
            Of("noticeShownOn", Member(Mark(marks, "ESCALATION_NOTICE"), "from")),
            Of("ruleSet", Member(record, "ruleSet")),
            Of("escalatedFrom", Member(record, "escalatedFrom")),
            Of("state", Member(record, "state")),
        ]);
    }

    private static KeyValuePair<string, JsonElement> Of(string name, JsonElement value) => KeyValuePair.Create(name, value);

    private static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    private static JsonElement Mark(JsonElement marks, string code) => marks.ValueKind is JsonValueKind.Array
        ? marks.EnumerateArray().FirstOrDefault(mark => Member(mark, "code") is { ValueKind: JsonValueKind.String } found && found.ValueEquals(code))
        : default;
}
