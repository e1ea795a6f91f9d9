using CreditRegistry.Domain.Records;
using FluentValidation;

namespace CreditRegistry.Application.Records;

/// <summary>What a record is to say. What is left out stays as it is.</summary>
public interface ICorrection
{
    string? Ground { get; }

    DecisionInput? Decision { get; }

    string? Summary { get; }

    IReadOnlyList<Penalty>? Penalties { get; }
}

internal static class Corrections
{
    /// <summary>The record's content with the correction over it; null for a record that has no decision of its own.</summary>
    public static RecordCorrection? Over(this ICorrection input, CreditRecord record) => record.Decision is { } decision
        ? new RecordCorrection(
            input.Ground ?? record.Ground,
            new Decision(
                input.Decision?.Number.Trim() ?? decision.Number, input.Decision?.DecidedOn ?? decision.DecidedOn),
            input.Summary?.Trim() ?? record.Summary,
            input.Penalties ?? record.Penalties)
        : null;
}

public sealed class CorrectionValidator : AbstractValidator<ICorrection>
{
    public CorrectionValidator()
    {
        RuleFor(c => c.Ground).NotEmpty().When(c => c.Ground is not null);
        RuleFor(c => c.Decision!).SetValidator(new DecisionInputValidator()).When(c => c.Decision is not null);
        RuleFor(c => c.Summary).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumCharacters(CreditRecord.SummaryMaxLength).When(c => c.Summary is not null);
        RuleFor(c => c.Penalties!).SetValidator(new PenaltiesValidator()).When(c => c.Penalties is not null);
    }
}
