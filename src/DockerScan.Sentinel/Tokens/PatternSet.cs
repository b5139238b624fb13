namespace DockerScan.Sentinel.Tokens;

/// <summary>
/// Finds any of many byte patterns in one pass (Wu and Manber, 1994): two bytes at the end of a window say how far it may move,
/// so most bytes are never looked at, and the time does not grow with the number of patterns.
/// </summary>
internal sealed class PatternSet
{
    private readonly byte[][] _patterns;
    private readonly int _window;

    // By the window's last two bytes. Zero: patterns may end their beginning here.
    private readonly byte[] _shift = [];
    private readonly Dictionary<ushort, int[]> _candidates = [];

    public PatternSet(IEnumerable<byte[]> patterns)
    {
        _patterns = [.. patterns];
        if (_patterns.Length == 0)
        {
            return;
        }

        _window = Math.Min(_patterns.Min(each => each.Length), byte.MaxValue);
        if (_window < 2)
        {
            throw new ArgumentException("a pattern has fewer than two bytes", nameof(patterns));
        }

        _shift = new byte[1 << 16];
        Array.Fill(_shift, (byte)(_window - 1));
        for (var i = 0; i < _patterns.Length; i++)
        {
            for (var at = 1; at < _window; at++)
            {
                var pair = Pair(_patterns[i], at);
                _shift[pair] = (byte)Math.Min(_shift[pair], _window - 1 - at);
            }

            var last = Pair(_patterns[i], _window - 1);
            _candidates[last] = [.. _candidates.GetValueOrDefault(last) ?? [], i];
        }
    }

    /// <summary>The patterns' count.</summary>
    public int Count => _patterns.Length;

    /// <summary>The longest pattern's length.</summary>
    public int MaxLength => _patterns.Select(each => each.Length).DefaultIfEmpty(0).Max();

    /// <summary>The first pattern at or after <paramref name="start"/>, which is set to where it begins; -1 when there is none.</summary>
    public int Next(ReadOnlySpan<byte> data, ref int start)
    {
        if (_patterns.Length == 0)
        {
            return -1;
        }

        for (var end = start + _window - 1; end < data.Length;)
        {
            var pair = Pair(data, end);
            var shift = _shift[pair];
            if (shift > 0)
            {
                end += shift;
                continue;
            }

            var from = end - _window + 1;
            foreach (var candidate in _candidates[pair])
            {
                if (data[from..].StartsWith(_patterns[candidate]))
                {
                    start = from;
                    return candidate;
                }
            }

            end++;
        }

        return -1;
    }

    private static ushort Pair(ReadOnlySpan<byte> bytes, int end) => (ushort)((bytes[end - 1] << 8) | bytes[end]);
}
