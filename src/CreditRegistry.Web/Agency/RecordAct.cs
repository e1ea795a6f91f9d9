using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Records;

namespace CreditRegistry.Web.Agency;

/// <summary>What an organ can do about a record of its own.</summary>
public enum RecordAct
{
    Correct = 1,
    Annul,
    Shield,
    Unshield,
}

public static class RecordActs
{
    private const string ShieldedMark = "SHIELDED";

    /// <summary>Its part of the page's address.</summary>
    public static string Slug(this RecordAct act) => act switch
    {
        RecordAct.Correct => "correct",
        RecordAct.Annul => "annul",
        RecordAct.Shield => "shield",
        RecordAct.Unshield => "unshield",
    };

    /// <summary>The act of an address, or null.</summary>
    public static RecordAct? OfSlug(string slug) =>
        Enum.GetValues<RecordAct>().Where(act => act.Slug() == slug).Select(act => (RecordAct?)act).FirstOrDefault();

    public static IReadOnlyList<RecordAct> PossibleOn(RecordView record)
    {
        var open = record.State is RecordState.Published or RecordState.Unpublished;
        var shielded = record.Marks.Any(m => m.Code is ShieldedMark);
        return
        [
            .. open && record.Decision is not null ? [RecordAct.Correct] : Array.Empty<RecordAct>(),
            .. record.State is RecordState.Annulled or RecordState.Deregistered ? Array.Empty<RecordAct>() : [RecordAct.Annul],
            .. record.State is not RecordState.Published ? Array.Empty<RecordAct>() : shielded ? [RecordAct.Unshield] : [RecordAct.Shield],
        ];
    }
}
