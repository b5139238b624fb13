using System.Security.Cryptography;
using System.Text;
using DockerScan.Core;

namespace DockerScan.Scanners.VirusTotal;

/// <summary>The key, from the settings or from a file that holds nothing else.</summary>
internal static class VirusTotalKey
{
    private const int Length = 64;
    private const int MaxFileBytes = 4096;
    private const int AccountLength = 16;

    /// <summary>The key; null when none is set.</summary>
    /// <exception cref="InvalidDataException">It cannot be used. The message never holds it.</exception>
    public static Secret? Find(VirusTotalOptions options)
    {
        var text = (options.ApiKey, options.ApiKeyFile) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => throw new InvalidDataException("VirusTotal:ApiKey and VirusTotal:ApiKeyFile are both set; set one of them"),
            ({ Length: > 0 } key, _) => key,
            (_, { Length: > 0 } file) => ReadFile(file),
            _ => null,
        };
        text = text?.Trim();
        return text is null ? null
            : text.Length == Length && text.All(char.IsAsciiHexDigit) ? new Secret(text)
            : throw new InvalidDataException("VirusTotal:ApiKey is not a key of VirusTotal's, which is 64 hex digits; copy it again from https://www.virustotal.com/gui/my-apikey");
    }

    /// <summary>Names the key's account in the ledger without telling the key.</summary>
    public static string Account(Secret key)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("DockerScan.VirusTotal|" + key.Reveal().ToLowerInvariant())))[..AccountLength];

    private static string ReadFile(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var buffer = new byte[MaxFileBytes + 1];
            var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return count <= MaxFileBytes
                ? Encoding.UTF8.GetString(buffer, 0, count)
                : throw new InvalidDataException("VirusTotal:ApiKeyFile holds more than 4096 bytes; it must hold the key alone");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"VirusTotal:ApiKeyFile cannot be read: {exception.GetType().Name}", exception);
        }
    }
}
