using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Dns;

/// <summary>
/// Looks for honeytokens in names. A tunnel cuts its data into labels and over many names under one domain,
/// so what stands before the domain is joined, name after name, and searched with the end of what came before.
/// </summary>
internal sealed class DnsStreams(TokenScanner tokens)
{
    private const int MaxDomains = 64;
    private const int DomainLabels = 2;
    private readonly Dictionary<string, (byte[] Tail, long Used)> _tails = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(string Domain, TokenHit Hit)> _told = [];
    private long _clock;

    public List<TokenHit> Search(IReadOnlyList<byte[]> labels)
    {
        var found = new List<TokenHit>();
        if (tokens.Overlap == 0 || labels.Count == 0)
        {
            return found;
        }

        var cut = Math.Max(0, labels.Count - DomainLabels);
        var domain = Convert.ToHexString([.. labels.Skip(cut).SelectMany(l => l.Prepend((byte)'.'))]);
        byte[] joined = [.. labels.Take(cut).SelectMany(l => l)];
        tokens.Scan([.. labels.SelectMany(l => l)], found);
        var stream = (byte[])[.. _tails.GetValueOrDefault(domain).Tail ?? [], .. joined];
        var after = tokens.Scan(stream, found);
        Keep(domain, stream[Math.Max(after, stream.Length - tokens.Overlap)..]);
        found.RemoveAll(hit => _told.Count >= 1024 || !_told.Add((domain, hit)));
        return found;
    }

    private void Keep(string domain, byte[] tail)
    {
        if (!_tails.ContainsKey(domain) && _tails.Count >= MaxDomains)
        {
            _tails.Remove(_tails.MinBy(t => t.Value.Used).Key);
        }

        _tails[domain] = (tail, ++_clock);
    }
}
