namespace CreditRegistry.Domain.Accounts;

/// <summary>What an account may do. Stored and sent in lower case.</summary>
public enum Role
{
    /// <summary>Acts for the companies it is bound to.</summary>
    Applicant = 1,

    /// <summary>Publishes, corrects and annuls the records of the organs it is bound to.</summary>
    Agency,

    /// <summary>Decides repair applications of the organs it is bound to.</summary>
    Officer,

    /// <summary>Watches deadlines; reads every case; decides none.</summary>
    Supervisor,

    /// <summary>Reads everything that happened.</summary>
    Auditor,

    /// <summary>Manages accounts, organs and the rule sets they adopt.</summary>
    Administrator,
}

public static class Roles
{
    /// <summary>Why these roles cannot be held by one account, or null. Who publishes or administers never decides.</summary>
    public static RegistryError? CheckTogether(IReadOnlyCollection<Role> roles) =>
        roles.Contains(Role.Officer) && (roles.Contains(Role.Agency) || roles.Contains(Role.Administrator))
            ? InvalidError.Of(
                "ROLES_EXCLUSIVE",
                "roles",
                "An officer can be neither agency nor administrator. Give the second role to another account.")
            : null;
}
