using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Application.Companies;

/// <summary>A registration ID that was refused, as an error.</summary>
public static class RegistrationIdErrors
{
    /// <summary>Says what is wrong with an ID and what was probably meant, never what was typed.</summary>
    public static InvalidError Of(RegistrationIdVerdict verdict, string field)
    {
        var hint = verdict.Suggestion is { } suggestion ? $" Did you mean {suggestion.Value}?" : "";
        var at = verdict.Position is { } position ? $" (character {position})" : "";
        return InvalidError.Of(
            "REGISTRATION_ID_INVALID", field, $"{verdict.Reason!.Code}{at}: {verdict.Message!.En}{hint}");
    }
}
