using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Repairs;
using FluentValidation;

namespace CreditRegistry.Application.Reviews;

/// <param name="Assignee">Account key of a colleague; left out, the officer takes the case.</param>
/// <param name="Release">True puts the case back into the queue.</param>
public sealed record AssignmentInput(Guid? Assignee = null, bool? Release = null);

/// <summary>Everything that is missing, told at once.</summary>
public sealed record SupplementInput(IReadOnlyList<MissingDocument> Missing, string Reason);

/// <param name="ReasonCode">A reason code of the rule set for this act.</param>
/// <param name="Reason">The reason in words, which the company reads.</param>
public sealed record ReasonedInput(string ReasonCode, string Reason);

/// <param name="LinkedRecords">Other records of the same decision that a grant takes along.</param>
public sealed record FindingInput(
    RepairOutcome? Outcome, string ReasonCode, string Reason, IReadOnlyList<Guid>? LinkedRecords = null);

public sealed class AssignmentInputValidator : AbstractValidator<AssignmentInput>
{
    public AssignmentInputValidator() =>
        RuleFor(a => a.Assignee).Null().When(a => a.Release is true)
            .WithMessage("Name an assignee, or release the case, not both.");
}

public sealed class SupplementInputValidator : AbstractValidator<SupplementInput>
{
    public const int WhatMaxLength = 500;

    public SupplementInputValidator()
    {
        RuleFor(s => s.Missing).NotEmpty().Must(m => m is null || m.Count <= RepairApplication.MaxMissing)
            .WithMessage($"Name between 1 and {RepairApplication.MaxMissing} missing documents.");
        RuleForEach(s => s.Missing).ChildRules(item =>
        {
            item.RuleFor(m => m.Kind).NotEmpty();
            item.RuleFor(m => m.What).Must(RecordText.IsText).WithMessage(RecordText.Message).MaximumLength(WhatMaxLength);
        });
        RuleFor(s => s.Reason).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumLength(RepairApplication.ReasonMaxLength);
    }
}

public sealed class ReasonedInputValidator : AbstractValidator<ReasonedInput>
{
    public ReasonedInputValidator()
    {
        RuleFor(r => r.ReasonCode).NotEmpty();
        RuleFor(r => r.Reason).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumLength(RepairApplication.ReasonMaxLength);
    }
}

public sealed class FindingInputValidator : AbstractValidator<FindingInput>
{
    public FindingInputValidator()
    {
        RuleFor(f => f.Outcome).NotNull();
        RuleFor(f => f.ReasonCode).NotEmpty();
        RuleFor(f => f.Reason).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumLength(RepairApplication.ReasonMaxLength);
        RuleFor(f => f.LinkedRecords).Must(l => l is null || l.Count <= RepairApplication.MaxLinkedRecords)
            .WithMessage($"Name at most {RepairApplication.MaxLinkedRecords} linked records.");
    }
}
