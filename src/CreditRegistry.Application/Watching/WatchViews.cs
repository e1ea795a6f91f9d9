using System.Text.Json.Serialization;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Watching;
using CreditRegistry.Persistence.Watching;

namespace CreditRegistry.Application.Watching;

/// <summary>How a list learns of its events. Each can be fetched in any case.</summary>
public enum WatchDeliveryKind
{
    Inbox = 1,
    Webhook,
}

/// <summary>A watch list.</summary>
/// <param name="DaysBefore">How many days before a record becomes repairable it is told.</param>
/// <param name="Companies">How many companies are on it.</param>
/// <param name="Url">Where events are sent; null when they are fetched only.</param>
/// <param name="State">How the sending stands; null when nothing is sent.</param>
/// <param name="Failure">Why it is paused or disabled.</param>
/// <param name="Secret">Signs what is sent; shown this once, when it is made.</param>
public sealed record WatchListView(
    Guid Id,
    string Name,
    IReadOnlyList<WatchRule> Rules,
    int DaysBefore,
    int Companies,
    WatchDeliveryKind Delivery,
    string? Url,
    WebhookState? State,
    DateTimeOffset? StateSince,
    string? Failure,
    DateTimeOffset CreatedAt,
    int Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret = null) : IVersioned
{
    internal static WatchListView Of(WatchList list, string? secret = null) => new(
        list.Id,
        list.Name,
        [.. list.Rules.Select(rule => Enum.Parse<WatchRule>(rule, ignoreCase: true)).Order()],
        list.DaysBefore,
        list.Companies,
        list.Url is null ? WatchDeliveryKind.Inbox : WatchDeliveryKind.Webhook,
        list.Url,
        list.State,
        list.StateSince,
        list.Failure,
        list.CreatedAt,
        list.Version,
        secret);
}

/// <summary>A part of what a list was told.</summary>
/// <param name="Next">Pass it as <c>after</c> to go on; also on a page without items.</param>
/// <param name="Head">The last position given to any list; equal to <paramref name="Next"/> when there is nothing more.</param>
/// <param name="State">How the sending of the list stands; null when nothing is sent.</param>
/// <param name="StateSince">Since when, where it is paused or disabled.</param>
public sealed record WatchEventPage(
    IReadOnlyList<WatchEventView> Items, FeedPosition Next, FeedPosition Head, WebhookState? State, DateTimeOffset? StateSince);

/// <summary>
/// Something happened: what it says now is to be fetched. Of a record that has left since, only that remains; an event that
/// tells of the leaving itself names the company, for whoever watches it has to know whom to clear.
/// </summary>
/// <param name="Type">What it tells of, such as <c>record.listed</c>.</param>
/// <param name="Left">The record has left publication since.</param>
/// <param name="On">The first day on which the record can be repaired.</param>
/// <param name="Links">Where to fetch what it is about.</param>
public sealed record WatchEventView(
    FeedPosition Position,
    string Type,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RegistrationId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? RecordId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Left,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? On,
    IReadOnlyDictionary<string, string> Links)
{
    internal static WatchEventView Of(StoredWatchEvent told, int epoch)
    {
        var rule = Enum.Parse<WatchRule>(told.Rule, ignoreCase: true);
        var left = told.RecordId is not null && !told.IsShown
            && rule is not (WatchRule.Repaired or WatchRule.Lapsed or WatchRule.Annulled or WatchRule.Recalled);
        var company = left ? null : told.RegistrationId;
        var links = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (company is not null)
        {
            links["company"] = $"/api/v1/companies/{company}";
        }

        if (told.RecordId is { } record)
        {
            links["record"] = $"/api/v1/records/{record}";
        }

        if (rule is WatchRule.Recalled)
        {
            links["acknowledgement"] = $"/api/v1/recalls/{told.RecordId}/acknowledgement";
        }

        return new WatchEventView(
            new FeedPosition(epoch, told.Number), WatchTypes.Of(rule), told.At, company, told.RecordId, left, left ? null : told.Day, links);
    }
}

/// <summary>What an event or a webhook is about.</summary>
public static class WatchTypes
{
    public const string Ping = "ping";
    public const string Heartbeat = "heartbeat";

    /// <summary>The type of an event by the rule that it follows from.</summary>
    public static string Of(WatchRule rule) => rule switch
    {
        WatchRule.Listed => "record.listed",
        WatchRule.TierUp => "company.tierUp",
        WatchRule.TierDown => "company.tierDown",
        WatchRule.AboutToBecomeRepairable => "record.aboutToBecomeRepairable",
        WatchRule.Repaired => "record.repaired",
        WatchRule.Lapsed => "record.lapsed",
        WatchRule.Annulled => "record.annulled",
        WatchRule.Corrected => "record.corrected",
        WatchRule.Objection => "record.objection",
        WatchRule.Recalled => "record.recalled",
    };
}

/// <summary>One attempt to deliver.</summary>
/// <param name="MessageId">The <c>webhook-id</c>, the same for every attempt.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Status">The status that the receiver answered; null without an answer.</param>
/// <param name="Failure">
/// Null when it was taken; else <c>STATUS</c>, <c>REDIRECT</c>, <c>TIMEOUT</c>, <c>CONNECTION</c>, <c>TLS</c>,
/// <c>HOST_UNKNOWN</c>, <c>ADDRESS_REFUSED</c> or <c>SECRET_LOST</c>.
/// </param>
public sealed record WatchDeliveryView(
    string MessageId, string Type, int Attempt, DateTimeOffset At, int? Status, string? Failure, int DurationMs)
{
    internal static WatchDeliveryView Of(WatchDelivery delivery) => new(
        delivery.MessageId, delivery.Type, delivery.Attempt, delivery.At, delivery.Status, delivery.Failure, delivery.DurationMs);
}
