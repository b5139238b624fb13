using System.Text;
using DockerScan.Sentinel.Events;

namespace DockerScan.Sentinel.Capture;

/// <summary>Looks for honeytokens in bytes: as they are, in base64 at each of the three alignments, and in hex.</summary>
internal sealed class TokenSearch
{
    // Shorter pieces would be found by chance.
    private const int MinPatternBytes = 12;

    private readonly List<(byte[] Pattern, TokenHit Hit)> _patterns = [];

    public TokenSearch(SentinelSpec spec)
    {
        foreach (var (id, token) in spec.Tokens)
        {
            var bytes = Encoding.UTF8.GetBytes(token);
            Add(bytes, id, "plain");
            Add(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)), id, "hex");
            Add(Encoding.ASCII.GetBytes(Convert.ToHexString(bytes)), id, "hex");
            for (var shift = 0; shift < 3; shift++)
            {
                Add(Base64Middle(bytes, shift), id, "base64");
            }
        }
    }

    public TokenHit? Find(ReadOnlySpan<byte> data)
    {
        foreach (var (pattern, hit) in _patterns)
        {
            if (data.IndexOf(pattern) >= 0)
            {
                return hit;
            }
        }

        return null;
    }

    private void Add(byte[] pattern, string id, string encoding)
    {
        if (pattern.Length >= MinPatternBytes)
        {
            _patterns.Add((pattern, new TokenHit(id, encoding)));
        }
    }

    /// <summary>The base64 characters that depend on the token alone when it begins <paramref name="shift"/> bytes into a group.</summary>
    private static byte[] Base64Middle(byte[] token, int shift)
    {
        var text = Convert.ToBase64String([.. new byte[shift], .. token]).TrimEnd('=');
        // The first characters mix with what stands before; so does the last, with what follows, unless the bytes fill the group.
        var first = shift == 0 ? 0 : shift + 1;
        var last = (shift + token.Length) % 3 == 0 ? text.Length : text.Length - 1;
        return Encoding.ASCII.GetBytes(text[first..last]);
    }
}
