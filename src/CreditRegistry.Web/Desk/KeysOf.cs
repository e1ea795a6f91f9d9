namespace CreditRegistry.Web.Desk;

/// <summary>What the keys of a page of the desk move in.</summary>
public enum KeysOf
{
    List = 1,
    Case,
    Form,
}
