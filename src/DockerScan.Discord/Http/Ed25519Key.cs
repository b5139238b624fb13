using System.Text;
using NSec.Cryptography;

namespace DockerScan.Discord.Http;

/// <summary>Checks that Discord signed a request.</summary>
/// <param name="hex">The application's public key, 64 hex digits.</param>
internal sealed class Ed25519Key(string hex)
{
    private const int KeyDigits = 64;
    private const int SignatureDigits = 128;

    private readonly PublicKey _key = PublicKey.Import(SignatureAlgorithm.Ed25519, Convert.FromHexString(hex), KeyBlobFormat.RawPublicKey);

    /// <summary>True for 64 hex digits that are a point of the curve.</summary>
    public static bool IsOne(string? hex)
        => hex is { Length: KeyDigits } && hex.All(char.IsAsciiHexDigit)
            && PublicKey.TryImport(SignatureAlgorithm.Ed25519, Convert.FromHexString(hex), KeyBlobFormat.RawPublicKey, out _);

    /// <summary>Whether the signature is over the timestamp and the body as they came.</summary>
    public bool Verify(string signature, string timestamp, ReadOnlySpan<byte> body)
    {
        if (signature.Length != SignatureDigits || !signature.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
        return SignatureAlgorithm.Ed25519.Verify(_key, signed, Convert.FromHexString(signature));
    }
}
