using DockerScan.Sentinel.Recognition;
using Recognized = DockerScan.Sentinel.Recognition.Recognition;

namespace DockerScan.Sentinel.Sink;

/// <summary>
/// Looks at each line of JSON that a connection says, however much was said before it: a pool takes a login behind empty lines, pings, or
/// kilobytes of members that it does not know. What is over a bound is said.
/// </summary>
/// <param name="budget">What the lines of all connections together may take.</param>
internal sealed class LoginWatch(HeadBudget budget)
{
    /// <summary>A longer line is not read.</summary>
    public const int MaxLine = LoginLine.MaxBytes;

    /// <summary>How much of a connection is looked at.</summary>
    public const long MaxSearched = SinkTalk.MaxSearched;

    private const int MaxSaid = 8 * 1024;

    private readonly List<byte> _said = [];
    private readonly LoginLine _line = new(budget);
    private long _searched;
    private Part _part;

    private enum Part
    {
        Blank,
        Json,
        Other,
    }

    /// <summary>What the logins say; null when there is none.</summary>
    public Recognized? Found { get; private set; }

    /// <summary>True when <see cref="Found"/> is not told yet.</summary>
    public bool HasNews { get; set; }

    /// <summary>True when a login may stand in what was not looked at.</summary>
    public bool IsCut { get; private set; }

    public void Take(ReadOnlySpan<byte> bytes)
    {
        _searched += bytes.Length;
        if (_searched > MaxSearched)
        {
            IsCut |= Found is null;
            return;
        }

        while (!bytes.IsEmpty)
        {
            if (_part == Part.Blank)
            {
                bytes = bytes.TrimStart(" \t\r\n"u8);
                _part = bytes.IsEmpty ? Part.Blank : bytes[0] is (byte)'{' or (byte)'[' ? Part.Json : Part.Other;
            }

            var end = bytes.IndexOf((byte)'\n');
            if (_part == Part.Json && !_line.TryAdd(end < 0 ? bytes : bytes[..end]))
            {
                (IsCut, _part) = (true, Part.Other);
                _line.Release();
            }

            if (end < 0)
            {
                return;
            }

            Look();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>Looks at a line without an end, and gives back what the lines took.</summary>
    public void End()
    {
        Look();
        _line.Release();
    }

    private void Look()
    {
        if (_part == Part.Json && MayBeCall(_line.Bytes))
        {
            var seen = StratumText.Read(_line.Bytes, out var isCut);
            IsCut |= isCut && seen is null;
            if (seen is not null)
            {
                Add(seen);
            }
        }

        _part = Part.Blank;
        _line.Clear();
    }

    // A line of a log is not worth its reading; an escape may stand for any letter.
    private static bool MayBeCall(ReadOnlySpan<byte> line)
        => line.IndexOf("method"u8) >= 0 || line.IndexOf("handshake"u8) >= 0 || line.Contains((byte)'\\');

    // A subscription has no wallet; the line behind it has.
    private void Add(Recognized seen)
    {
        if (_said.Count + _line.Bytes.Length > MaxSaid)
        {
            (Found, HasNews) = (Found ?? seen, HasNews || Found is null);
            return;
        }

        _said.AddRange(_line.Bytes);
        _said.Add((byte)'\n');
        (Found, HasNews) = (StratumText.Read(_said.ToArray(), out _) ?? seen, true);
    }
}
