using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DockerScan.Webhooks;

/// <summary>
/// Signs as Standard Webhooks 1.0 says (https://github.com/standard-webhooks/standard-webhooks): HMAC-SHA256, in base64, over id, time and body
/// with full stops between them. It prints as <c>***</c>.
/// </summary>
internal sealed class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int Least = 24, Most = 64;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>A secret; null when the text is none.</summary>
    public static WebhookSecret? Find(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length > 200)
        {
            return null;
        }

        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length is >= Least and <= Most ? new WebhookSecret(key[..length]) : null;
    }

    /// <summary>The signature of a message.</summary>
    /// <param name="id">What tells it from all others, without a full stop.</param>
    /// <param name="time">When this try is made.</param>
    /// <param name="body">The bytes that are sent.</param>
    public string Sign(string id, DateTimeOffset time, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{time.ToUnixTimeSeconds()}.")));
        hash.AppendData(body);
        return "v1," + Convert.ToBase64String(hash.GetHashAndReset());
    }

    public override string ToString() => "***";
}
