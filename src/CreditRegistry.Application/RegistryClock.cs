namespace CreditRegistry.Application;

/// <summary>
/// The clock of the whole program. With <c>Registry__Now</c> it starts at that instant and runs on from there, so that
/// periods and deadlines can be tried.
/// </summary>
public sealed class RegistryClock : TimeProvider
{
    private readonly TimeProvider _machine;
    private readonly TimeSpan _offset;

    /// <param name="startAt">The instant it shows first; null for the machine's own time.</param>
    public RegistryClock(TimeProvider machine, DateTimeOffset? startAt)
    {
        _machine = machine;
        _offset = startAt - machine.GetUtcNow() ?? TimeSpan.Zero;
    }

    /// <summary>True when the clock does not show the machine's time.</summary>
    public bool IsShifted => _offset != TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow() => _machine.GetUtcNow() + _offset;
}
