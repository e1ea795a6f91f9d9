using Npgsql;

namespace CreditRegistry.Persistence;

/// <summary>Parameters by name, for statements that are composed of parts.</summary>
internal static class NamedParameters
{
    /// <summary>Adds those of the parameters that the command names.</summary>
    public static NpgsqlCommand With(this NpgsqlCommand command, params (string Name, object Value)[] parameters)
    {
        foreach (var (name, value) in parameters.Where(p => command.CommandText.Contains($"@{p.Name}", StringComparison.Ordinal)))
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
