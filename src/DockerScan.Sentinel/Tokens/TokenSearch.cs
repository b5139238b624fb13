using System.Buffers;
using System.Text;
using DockerScan.Sentinel.Events;

namespace DockerScan.Sentinel.Tokens;

/// <summary>
/// Looks for honeytokens in bytes: as they are, in base64 and base32 at each alignment, and in hex. What a tool puts between
/// (line breaks of base64, spaces of a hex dump, %2B of a form, \n of JSON) does not hide them.
/// </summary>
internal sealed class TokenSearch
{
    // Shorter pieces would be found by chance.
    private const int MinPlain = 8;
    private const int MinEncoded = 12;
    private const int MaxPattern = 512;
    private const int MaxPatterns = 4096;

    private static readonly SearchValues<byte> Fillers = SearchValues.Create(" \t\r\n%\\"u8);

    private readonly List<TokenHit> _hits = [];
    private readonly PatternSet _patterns;

    public TokenSearch(SentinelSpec spec)
    {
        var patterns = new List<byte[]>();
        foreach (var (id, token) in spec.Tokens)
        {
            foreach (var (pattern, encoding) in Forms(Encoding.UTF8.GetBytes(token)).Where(form => form.Pattern.Length <= MaxPattern && patterns.Count < MaxPatterns))
            {
                patterns.Add(pattern);
                _hits.Add(new TokenHit(id, encoding));
            }
        }

        _patterns = new PatternSet(patterns);
    }

    /// <summary>How many last bytes of a stream must be looked at again with the next ones. A hex dump has three for each of the token.</summary>
    public int Overlap => _patterns.MaxLength * 3 / 2;

    /// <summary>The first token in the data; null when there is none.</summary>
    public TokenHit? Find(ReadOnlySpan<byte> data)
    {
        var hits = new List<TokenHit>(1);
        Collect(data, hits, max: 1);
        return hits.Count > 0 ? hits[0] : null;
    }

    /// <summary>Every token in the data, each once per encoding.</summary>
    public IReadOnlyList<TokenHit> FindAll(ReadOnlySpan<byte> data)
    {
        var hits = new List<TokenHit>();
        Collect(data, hits, _hits.Count);
        return hits;
    }

    private void Collect(ReadOnlySpan<byte> data, List<TokenHit> hits, int max)
    {
        if (_patterns.Count == 0)
        {
            return;
        }

        Scan(data, hits, max);
        if (hits.Count >= max || data.IndexOfAny(Fillers) < 0)
        {
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(data.Length);
        Scan(buffer.AsSpan(0, Squeeze(data, buffer)), hits, max);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Scan(ReadOnlySpan<byte> data, List<TokenHit> hits, int max)
    {
        for (var at = 0; hits.Count < max && _patterns.Next(data, ref at) is >= 0 and var index; at++)
        {
            if (!hits.Contains(_hits[index]))
            {
                hits.Add(_hits[index]);
            }
        }
    }

    /// <summary>Copies the data without white space, with %XX and the escapes of JSON undone.</summary>
    private static int Squeeze(ReadOnlySpan<byte> data, Span<byte> to)
    {
        var length = 0;
        for (var i = 0; i < data.Length; i++)
        {
            var b = data[i];
            if (b == '%' && i + 2 < data.Length && char.IsAsciiHexDigit((char)data[i + 1]) && char.IsAsciiHexDigit((char)data[i + 2]))
            {
                b = (byte)((Digit(data[i + 1]) << 4) | Digit(data[i + 2]));
                i += 2;
            }
            else if (b == '\\' && i + 1 < data.Length && data[i + 1] is (byte)'n' or (byte)'r' or (byte)'t' or (byte)'/')
            {
                b = data[++i] == '/' ? (byte)'/' : (byte)' ';
            }

            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                to[length++] = b;
            }
        }

        return length;
    }

    private static int Digit(byte b) => b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;

    private static IEnumerable<(byte[] Pattern, string Encoding)> Forms(byte[] token)
    {
        if (token.Length >= MinPlain)
        {
            yield return (token, "plain");
        }

        var encoded = new List<(string Text, string Encoding)> { (Convert.ToHexStringLower(token), "hex"), (Convert.ToHexString(token), "hex") };
        for (var shift = 0; shift < 3; shift++)
        {
            var text = Base64Middle(token, shift);
            encoded.Add((text, "base64"));
            encoded.Add((text.Replace('+', '-').Replace('/', '_'), "base64"));
        }

        // What names carry: their letters have no case.
        for (var shift = 0; shift < 5; shift++)
        {
            var text = Base32Middle(token, shift);
            encoded.AddRange([(text, "base32"), (text.ToLowerInvariant(), "base32")]);
        }

        foreach (var (text, encoding) in encoded.Distinct().Where(each => each.Text.Length >= MinEncoded))
        {
            yield return (Encoding.ASCII.GetBytes(text), encoding);
        }
    }

    /// <summary>The base64 characters that depend on the token alone when it begins <paramref name="shift"/> bytes into a group.</summary>
    private static string Base64Middle(byte[] token, int shift)
    {
        var text = Convert.ToBase64String([.. new byte[shift], .. token]).TrimEnd('=');
        // The first characters mix with what stands before; so does the last, with what follows, unless the bytes fill the group.
        var first = shift == 0 ? 0 : shift + 1;
        var last = (shift + token.Length) % 3 == 0 ? text.Length : text.Length - 1;
        return first < last ? text[first..last] : string.Empty;
    }

    /// <summary>As <see cref="Base64Middle"/>, in base32 (RFC 4648).</summary>
    private static string Base32Middle(byte[] token, int shift)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var text = new StringBuilder();
        var (held, bits) = (0, shift * 8 % 5);
        foreach (var b in token)
        {
            (held, bits) = ((held << 8) | b, bits + 8);
            for (; bits >= 5; bits -= 5)
            {
                text.Append(Letters[(held >> (bits - 5)) & 31]);
            }

            held &= (1 << bits) - 1;
        }

        // The first one mixes with what stands before, unless the bytes begin a letter. What is left of the last byte is not spelled.
        return shift * 8 % 5 == 0 || text.Length == 0 ? text.ToString() : text.ToString(1, text.Length - 1);
    }
}
