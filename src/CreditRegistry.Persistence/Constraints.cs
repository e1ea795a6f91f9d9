using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Persistence;

public static class Constraints
{
    /// <summary>True when PostgreSQL refused the write because of the named constraint or index.</summary>
    public static bool Broke(this DbUpdateException exception, string constraint) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } cause
        && cause.ConstraintName == constraint;
}
