using System.Security.Cryptography;
using System.Text;

namespace DockerScan.Core.Findings;

/// <summary>Makes finding keys: repository + platform + class + id + location, never text and never an image digest, so a rebuild makes no old finding new.</summary>
public static class FindingKey
{
    private const int HexLength = 16;

    /// <summary>The key: 16 hex digits of a SHA-256, short enough to type in a chat.</summary>
    public static string Create(string repository, string platform, FindingDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return Create(repository, platform, draft.KeyClass, draft.Id, draft.Location);
    }

    /// <summary>The key of these parts, for stored findings whose class moves.</summary>
    public static string Create(string repository, string platform, string keyClass, string id, string location)
    {
        // Each part is preceded by its length, so no two different lists of parts give the same bytes.
        var text = new StringBuilder();
        foreach (var part in (string[])[repository, platform, keyClass, id, location])
        {
            text.Append(part.Length).Append(':').Append(part);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..HexLength];
    }
}
