using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace CreditRegistry.Application.Proof;

/// <summary>
/// The private keys of the registry: PEM files of a folder, elliptic curve P-256. The one whose name sorts last signs; those
/// before it are kept to vouch for it once. Public keys of them all stay in the database.
/// </summary>
public sealed class SigningKeys : IDisposable
{
    private readonly List<ECDsa> _curves = [];
    private readonly List<ECDsaSecurityKey> _keys = [];

    /// <summary>Reads the keys of a folder.</summary>
    /// <param name="folder">Made when it is not there.</param>
    /// <exception cref="SigningKeyException">A file holds no such key.</exception>
    /// <exception cref="IOException">The folder cannot be made or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be made or read.</exception>
    public SigningKeys(string folder)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        foreach (var file in Directory.EnumerateFiles(Folder, "*.pem").Order(StringComparer.Ordinal))
        {
            Add(file);
        }
    }

    public string Folder { get; }

    /// <summary>No key at all: this registry has never signed anything, or its keys are elsewhere.</summary>
    public bool IsEmpty => _keys.Count is 0;

    /// <summary>Which key signs (RFC 7638).</summary>
    public string Kid => Active.KeyId;

    internal ECDsaSecurityKey Active => _keys[^1];

    /// <summary>The public half of the key that signs.</summary>
    public JsonWebKey PublicKey
    {
        get
        {
            using var half = ECDsa.Create(Active.ECDsa.ExportParameters(includePrivateParameters: false));
            var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(half));
            (key.Kid, key.Use, key.Alg) = (Kid, "sig", SecurityAlgorithms.EcdsaSha256);
            return key;
        }
    }

    /// <summary>Signs a statement.</summary>
    /// <param name="type">One of <see cref="SignedStatement"/>.</param>
    public string Sign(string type, object payload) => SignedStatement.Sign(type, payload, Active);

    /// <summary>Signs by an older key; null when it is not in the folder.</summary>
    internal string? SignBy(string kid, string type, object payload) =>
        _keys.Find(key => key.KeyId == kid) is { } known ? SignedStatement.Sign(type, payload, known) : null;

    /// <summary>Makes a key that signs from the next start on, in a file that only its owner reads.</summary>
    /// <param name="at">Names the file, so that it sorts after those made before.</param>
    /// <returns>Where it is.</returns>
    public string Create(DateTimeOffset at)
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Path.Combine(Folder, $"{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.pem");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(file, options))
        {
            writer.Write(curve.ExportPkcs8PrivateKeyPem());
            writer.Write('\n');
        }

        Add(file);
        return file;
    }

    public void Dispose() => _curves.ForEach(curve => curve.Dispose());

    private void Add(string file)
    {
        var curve = ECDsa.Create();
        _curves.Add(curve);
        try
        {
            curve.ImportFromPem(File.ReadAllText(file));
            if (curve.KeySize is not 256)
            {
                throw new SigningKeyException(file);
            }

            _ = curve.ExportParameters(includePrivateParameters: true);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new SigningKeyException(file);
        }

        var key = new ECDsaSecurityKey(curve);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        _keys.Add(key);
    }
}

/// <summary>A file among the signing keys is none.</summary>
public sealed class SigningKeyException(string file) : Exception(
    $"{Path.GetFileName(file)} among the signing keys is no private key of the elliptic curve P-256 in PEM. Take the file out of the "
    + "folder, or make a key by `registry signing-keys create`.");
