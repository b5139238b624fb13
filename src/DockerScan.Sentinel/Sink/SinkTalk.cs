using System.Collections.Concurrent;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Packets;
using DockerScan.Sentinel.Tips;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Sink;

/// <summary>What is heard and said on a connection: tokens are looked for, a dialogue answers, and who says nothing is spoken to.</summary>
internal sealed unsafe class SinkTalk(ConnectionReporter reporter, TokenScanner tokens, AnswerCredit credit, Drops drops)
{
    public const long MaxSearched = 4 * 1024 * 1024;

    /// <summary>MSG_NOSIGNAL.</summary>
    public const int NoSignal = 0x4000;

    private const int LineBytes = 2 * 1024 * 1024;
    private const int MaxShells = TcpSink.MaxOpen;
    private readonly ConcurrentDictionary<ShellTip, bool> _shells = new();
    private readonly HeadBudget _lines = new(LineBytes);

    /// <summary>This connection is a shell's input and output. Thread-safe.</summary>
    public void NoteShell(ShellTip tip)
    {
        if (_shells.Count < MaxShells)
        {
            _shells[tip] = true;
        }
    }

    /// <summary>Looks for honeytokens in what came, and keeps the end in which one may begin.</summary>
    public void Search(SinkConnection connection, ReadOnlySpan<byte> bytes)
    {
        if (tokens.Overlap == 0 || connection.Received >= MaxSearched)
        {
            return;
        }

        var hits = new List<TokenHit>();
        var after = tokens.Scan(bytes, hits);
        foreach (var hit in hits)
        {
            connection.Tokens ??= [];
            if (!connection.Tokens.Contains(hit))
            {
                connection.Tokens.Add(hit);
                reporter.Token(connection, hit);
            }
        }

        var rest = bytes[after..];
        connection.Tail = rest[Math.Max(0, rest.Length - tokens.Overlap)..].ToArray();
    }

    /// <summary>Answers what came; false when the connection is over with that.</summary>
    public bool Answer(SinkConnection connection, ReadOnlySpan<byte> bytes)
    {
        var isNew = connection.Dialogue is null;
        // Once the head is full, what comes behind a tunnel's request is in it no more.
        var isHead = isNew && connection.HeadLength > connection.DialogueStart;
        var heard = isHead ? connection.Head[connection.DialogueStart..] : bytes;
        // What came at once and is more than the head holds is heard, too.
        var rest = isHead ? bytes[^(int)Math.Min(bytes.Length, connection.Received - connection.HeadLength)..] : [];
        var speaker = connection.Dialogue ??= DialogueChooser.ByBytes(heard, connection.Port);
        if (speaker is null or { HasForeignLines: false })
        {
            Listen(connection, bytes);
        }

        if (speaker is null)
        {
            return true;
        }

        connection.Nudged = true;
        Send(connection, speaker.Answer(heard));
        if (!rest.IsEmpty && !speaker.IsOver && !speaker.Close)
        {
            Send(connection, speaker.Answer(rest));
        }

        if (speaker.IsOver)
        {
            connection.Dialogue = null;
            connection.DialogueStart = connection.HeadLength;
        }

        return !speaker.Close;
    }

    /// <summary>The connection ends: what it said last counts too.</summary>
    public void End(SinkConnection connection)
    {
        if (connection.Logins is { } logins)
        {
            var before = logins.IsCut;
            logins.End();
            Lose(logins, before);
        }
    }

    private void Listen(SinkConnection connection, ReadOnlySpan<byte> bytes)
    {
        var logins = connection.Logins ??= new LoginWatch(_lines);
        var before = logins.IsCut;
        logins.Take(bytes);
        Lose(logins, before);
    }

    private void Lose(LoginWatch logins, bool before)
    {
        if (logins.IsCut && !before)
        {
            drops.Add("logins");
        }
    }

    /// <summary>Speaks first to who waits for that: a service has a banner, a shell gets a command.</summary>
    public void Nudge(SinkConnection connection, long now)
    {
        if (connection.Nudged)
        {
            return;
        }

        connection.IsShell |= connection.Received == 0 && !_shells.IsEmpty && _shells.ContainsKey(new ShellTip(connection.Address.ToString(), connection.Port, connection.SourcePort));
        if (ConnectionTiming.WantsBanner(connection, now) && DialogueChooser.ByPort(connection.Port) is { } speaker)
        {
            connection.Nudged = true;
            connection.Dialogue = speaker;
            Send(connection, speaker.Banner);
        }
        else if (ConnectionTiming.WantsCommand(connection, now))
        {
            connection.Nudged = true;
            Send(connection, "id\n"u8);
        }
    }

    /// <summary>What we are about to say to an address that is not the target's own. More segments than this it cannot be.</summary>
    public void Announce(SinkConnection connection, int bytes)
    {
        const int SmallSegment = 500;
        if (connection.Elsewhere is { } caller)
        {
            credit.Grant(Packet.Tcp, NetAddress.Of(connection.Address), connection.Port, NetAddress.Of(caller), connection.SourcePort, (bytes / SmallSegment) + 1);
        }
    }

    private void Send(SinkConnection connection, ReadOnlySpan<byte> bytes)
    {
        // A caller that does not read loses the answer: nothing is kept for it.
        fixed (byte* p = bytes)
        {
            if (bytes.Length > 0)
            {
                Announce(connection, bytes.Length);
                _ = LibC.Send(connection.Fd, p, bytes.Length, NoSignal);
            }
        }
    }
}
