namespace CreditRegistry.Domain.Time;

public enum PeriodUnit
{
    Days,
    WorkingDays,
    Months,
    Years,
}

/// <summary>A length of legal time, such as 3 months or 10 working days. The start day is never counted.</summary>
public readonly record struct Period(int Length, PeriodUnit Unit);
