using System.Security.Cryptography;
using System.Text;
using DockerScan.Core;

namespace DockerScan.VirusTotal;

/// <summary>The key, from the settings or from a file that holds nothing else.</summary>
internal static class VirusTotalKey
{
    private const int Length = 64;
    private const int AccountLength = 16;

    /// <summary>The key; null when none is set.</summary>
    /// <exception cref="InvalidDataException">It cannot be used. The message never holds it.</exception>
    public static Secret? Find(VirusTotalOptions options)
    {
        var text = SecretSetting.Find("VirusTotal:ApiKey", options.ApiKey, options.ApiKeyFile);
        return text is null ? null
            : text.Length == Length && text.All(char.IsAsciiHexDigit) ? new Secret(text)
            : throw new InvalidDataException("VirusTotal:ApiKey is not a key of VirusTotal's, which is 64 hex digits; copy it again from https://www.virustotal.com/gui/my-apikey");
    }

    /// <summary>Names the key's account in the ledger without telling the key.</summary>
    public static string Account(Secret key)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("DockerScan.VirusTotal|" + key.Reveal().ToLowerInvariant())))[..AccountLength];
}
