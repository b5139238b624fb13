using DockerScan.Sentinel.Events;

namespace DockerScan.Sentinel.Tokens;

/// <summary>Finds every honeytoken in bytes with a search that gives one at a time.</summary>
internal sealed class TokenScanner(SentinelSpec spec, TokenSearch search)
{
    private const int MinOverlap = 64;
    private const int MaxOverlap = 2048;

    /// <summary>How many last bytes must be looked at again with the next ones: a token as hex has twice its length.</summary>
    public int Overlap { get; } = spec.Tokens.Count == 0
        ? 0
        : Math.Clamp(spec.Tokens.Values.Max(t => t.Length) * 2, MinOverlap, MaxOverlap);

    /// <summary>Adds what is found, and gives the position after the last hit.</summary>
    public int Scan(ReadOnlySpan<byte> data, ICollection<TokenHit> hits)
    {
        var position = 0;
        if (Overlap == 0)
        {
            return position;
        }

        // At most two encodings of each token matter; a sender that repeats one has been caught already.
        for (var i = 0; i < spec.Tokens.Count * 3 && search.Find(data[position..]) is { } hit; i++)
        {
            var (end, first) = FirstEnd(data[position..], hit);
            hits.Add(first);
            position += end;
        }

        return position;
    }

    // The shortest beginning that still holds a hit ends where the first hit ends.
    private (int End, TokenHit Hit) FirstEnd(ReadOnlySpan<byte> data, TokenHit hit)
    {
        var (without, with) = (0, data.Length);
        while (with - without > 1)
        {
            var middle = (without + with) / 2;
            if (search.Find(data[..middle]) is { } found)
            {
                (with, hit) = (middle, found);
            }
            else
            {
                without = middle;
            }
        }

        return (with, hit);
    }
}
