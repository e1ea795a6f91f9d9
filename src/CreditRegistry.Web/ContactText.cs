using System.Net.Mail;
using CreditRegistry.Application.Repairs;

namespace CreditRegistry.Web;

/// <summary>What people type to be written to.</summary>
public static class ContactText
{
    public static bool IsAddress(string? text) =>
        text is { Length: > 0 and <= DraftRepairInputValidator.EmailMaxLength }
        && MailAddress.TryCreate(text, out var address) && address.Address == text;
}
