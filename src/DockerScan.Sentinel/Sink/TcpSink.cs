using System.Net;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Netlink;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Sink.Dialogues;

namespace DockerScan.Sentinel.Sink;

/// <summary>
/// Accepts every TCP connection of the target, talks enough to keep the caller going, and tells what it said.
/// One thread and epoll: thousands of connections cost their bytes and nothing else.
/// </summary>
internal sealed unsafe class TcpSink(
    SinkSockets sockets, DialogueChooser chooser, ConnectionReporter reporter, TokenScanner tokens, SyntheticAddresses literals, Drops drops, TimeProvider time)
{
    public const int MaxOpen = 2000;
    public const long BannerMs = 300;
    public const long ShellMs = 1000;
    public const long SettleMs = 200;
    public const long UnknownMs = 1500;
    public const long SilentMs = 3000;
    public const long MaxSearched = 256 * 1024;

    /// <summary>What a connection of <see cref="SelfCheck"/> gets.</summary>
    public static readonly byte[] Greeting = "sentinel"u8.ToArray();

    private const int Chunk = 16 * 1024;
    private const int ChunksPerTurn = 4;
    private const int TickMs = 50;
    private const int NoSignal = 0x4000;
    private readonly Dictionary<int, SinkConnection> _open = [];
    private readonly LinkedList<SinkConnection> _byActivity = new();
    private readonly List<SinkConnection> _due = [];
    private readonly HeadBudget _budget = new();
    private readonly byte[] _buffer = new byte[tokens.Overlap + Chunk];
    private int _epoll;
    private long _ids;
    private long _lastTick;
    private volatile bool _stopping;
    private volatile bool _isReady;

    public int Open => _byActivity.Count;

    private long Now => time.GetTimestamp() / (time.TimestampFrequency / 1000);

    /// <summary>Runs until <see cref="Stop"/>; the last thing it does is to tell what is still open.</summary>
    public void Run()
    {
        _epoll = Errno.Check(LibC.EpollCreate(0x80000), "create an epoll");
        Watch(sockets.Tcp4);
        if (sockets.Tcp6 is { } v6)
        {
            Watch(v6);
        }

        const int Batch = 256;
        var events = stackalloc LibC.EpollEvent[Batch];
        while (!_stopping)
        {
            var ready = LibC.EpollWait(_epoll, events, Batch, TickMs);
            if (ready < 0 && Errno.Last != LibC.EIntr)
            {
                throw new KernelException("wait for connections", Errno.Last);
            }

            for (var i = 0; i < ready; i++)
            {
                Handle((int)events[i].Data);
            }

            Tick();
        }

        foreach (var connection in _byActivity.ToArray())
        {
            Close(connection);
        }
    }

    /// <summary>From now on every connection is the target's.</summary>
    public void Ready() => _isReady = true;

    public void Stop() => _stopping = true;

    private void Watch(int fd)
    {
        var e = new LibC.EpollEvent { Events = 1 /* IN */, Data = fd };
        Errno.Check(LibC.EpollControl(_epoll, 1, fd, &e), "watch a socket");
    }

    private void Handle(int fd)
    {
        if (fd == sockets.Tcp4 || fd == sockets.Tcp6)
        {
            Accept(fd);
        }
        else if (_open.TryGetValue(fd, out var connection))
        {
            Read(connection);
        }
    }

    private void Accept(int listener)
    {
        var address = stackalloc byte[KernelAddress.MaxLength];
        for (var i = 0; i < 64; i++)
        {
            if (_open.Count >= MaxOpen)
            {
                // The one that has been quiet longest has most likely said what it had to say.
                drops.Add("connections");
                Close(_byActivity.First!.Value);
            }

            var length = KernelAddress.MaxLength;
            var fd = LibC.Accept(listener, address, &length, 0x800 | 0x80000);
            if (fd < 0)
            {
                OutOfDescriptors();
                return;
            }

            var peer = KernelAddress.Read(new ReadOnlySpan<byte>(address, length));
            length = KernelAddress.MaxLength;
            var named = LibC.GetSockName(fd, address, &length) == 0;
            var meant = named ? KernelAddress.Read(new ReadOnlySpan<byte>(address, length)) : null;
            if (!_isReady && meant is not null && SelfCheck.IsOurs(meant))
            {
                fixed (byte* greeting = Greeting)
                {
                    _ = LibC.Send(fd, greeting, Greeting.Length, NoSignal);
                }

                _ = LibC.Close(fd);
                continue;
            }

            if (peer is null || meant is null || (IPAddress.IsLoopback(meant.Address) && meant.Port == sockets.Port))
            {
                // The target found our own port: it reached nobody.
                _ = LibC.Close(fd);
                continue;
            }

            var connection = new SinkConnection(fd, ++_ids, meant, peer.Port, Now, _budget) { Dialogue = chooser.ByAddress(meant, peer.Port) };
            literals.NoteLiteral(meant.Address);
            connection.Node = _byActivity.AddLast(connection);
            _open[fd] = connection;
            Watch(fd);
        }
    }

    private void OutOfDescriptors()
    {
        if (Errno.Last is 23 or 24 && _byActivity.First is { } oldest)
        {
            drops.Add("connections");
            Close(oldest.Value);
        }
    }

    private void Read(SinkConnection connection)
    {
        for (var turn = 0; turn < ChunksPerTurn; turn++)
        {
            var tail = connection.Tail.AsSpan();
            tail.CopyTo(_buffer);
            nint got;
            fixed (byte* p = _buffer)
            {
                got = LibC.Receive(connection.Fd, p + tail.Length, Chunk, 0);
            }

            if (got < 0 && Errno.Last is LibC.EAgain or LibC.EIntr)
            {
                return;
            }

            if (got <= 0)
            {
                Close(connection);
                return;
            }

            if (!Take(connection, tail.Length, (int)got))
            {
                return;
            }
        }
    }

    private bool Take(SinkConnection connection, int tail, int got)
    {
        var now = Now;
        var bytes = _buffer.AsSpan(tail, got);
        Search(connection, _buffer.AsSpan(0, tail + got));
        connection.Add(bytes, now);
        _byActivity.Remove(connection.Node!);
        _byActivity.AddLast(connection.Node!);

        var isNew = connection.Dialogue is null;
        var heard = isNew ? connection.Head[connection.DialogueStart..] : bytes;
        var speaker = connection.Dialogue ??= DialogueChooser.ByBytes(heard, connection.Port);
        if (speaker is not null)
        {
            connection.Nudged = true;
            Send(connection, speaker.Answer(heard));
            if (speaker.IsOver)
            {
                connection.Dialogue = null;
                connection.DialogueStart = connection.HeadLength;
            }

            if (speaker.Close)
            {
                Close(connection);
                return false;
            }
        }

        return true;
    }

    private void Search(SinkConnection connection, ReadOnlySpan<byte> bytes)
    {
        if (tokens.Overlap == 0 || connection.Received >= MaxSearched)
        {
            return;
        }

        var hits = new List<Capture.TokenHit>();
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

    private void Send(SinkConnection connection, ReadOnlySpan<byte> bytes)
    {
        // A caller that does not read loses the answer: nothing is kept for it.
        fixed (byte* p = bytes)
        {
            if (bytes.Length > 0)
            {
                _ = LibC.Send(connection.Fd, p, bytes.Length, NoSignal);
            }
        }
    }

    private void Tick()
    {
        var now = Now;
        if (now - _lastTick < TickMs)
        {
            return;
        }

        _lastTick = now;
        _due.AddRange(_byActivity);
        foreach (var connection in _due)
        {
            Nudge(connection, now);
            if (IsDue(connection, now))
            {
                reporter.Tell(connection);
            }
        }

        _due.Clear();
    }

    private void Nudge(SinkConnection connection, long now)
    {
        if (connection.Nudged)
        {
            return;
        }

        if (connection.Received == 0 && connection.Dialogue is null && now - connection.OpenedMs >= BannerMs && DialogueChooser.ByPort(connection.Port) is { } speaker)
        {
            connection.Nudged = true;
            connection.Dialogue = speaker;
            Send(connection, speaker.Banner);
        }
        else if (connection.Received == 0 ? connection.Dialogue is null && now - connection.OpenedMs >= ShellMs : IsPrompt(connection, now))
        {
            connection.Nudged = true;
            Send(connection, "id\n"u8);
        }
    }

    // A shell without a terminal prints "$ " or "# " and waits.
    private static bool IsPrompt(SinkConnection connection, long now) =>
        connection.Dialogue is null && now - connection.LastMs >= BannerMs && connection.HeadLength is > 1 and < SinkConnection.MaxHead &&
        connection.Head[^1] is (byte)' ' or (byte)'$' or (byte)'#' or (byte)'>' && connection.Head[^2] is (byte)'$' or (byte)'#' or (byte)'>';

    private static bool IsDue(SinkConnection connection, long now)
    {
        if (connection.Received == 0)
        {
            return connection.Events == 0 && connection.ToldHead < 0 && now - connection.OpenedMs >= SilentMs;
        }

        if (connection.ToldHead == connection.HeadLength && connection.Dialogue?.HasNews != true)
        {
            return false;
        }

        if (now - connection.FirstByteMs >= UnknownMs && now - connection.LastMs >= SettleMs)
        {
            return true;
        }

        // What is known waits a moment for more of it, and what never stops talking is told in time.
        if (connection.ToldHead < 0 && now - connection.FirstByteMs >= UnknownMs)
        {
            return true;
        }

        if (now - connection.LastMs < SettleMs || connection.TriedHead == connection.HeadLength)
        {
            return false;
        }

        connection.TriedHead = connection.HeadLength;
        return ConnectionReporter.Recognize(connection) is not null;
    }

    private void Close(SinkConnection connection)
    {
        if (connection.ToldHead != connection.HeadLength || connection.Dialogue?.HasNews == true)
        {
            reporter.Tell(connection);
        }

        _open.Remove(connection.Fd);
        _byActivity.Remove(connection.Node!);
        connection.Release();
        _ = LibC.Close(connection.Fd);
    }
}
