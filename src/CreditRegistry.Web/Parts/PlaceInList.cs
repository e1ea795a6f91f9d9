using System.Buffers.Text;
using System.Text.Json;

namespace CreditRegistry.Web.Parts;

/// <summary>A place in a list as an address carries it. No secret: a forged one shows what the list would show anyway.</summary>
public static class PlaceInList
{
    private const int MaxLength = 1000;

    private static readonly JsonSerializerOptions Json = new() { RespectRequiredConstructorParameters = true };

    public static string Write<T>(T place) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(place, Json));

    /// <summary>Null where there is none, or none that can be read: then a list begins at the beginning.</summary>
    public static T? Read<T>(string? text)
        where T : class
    {
        if (text is not { Length: > 0 and <= MaxLength } || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(text), Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
