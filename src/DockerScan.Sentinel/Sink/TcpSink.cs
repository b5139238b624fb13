using System.Collections.Concurrent;
using System.Net;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Netlink;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Packets;
using DockerScan.Sentinel.Sink.Tls;
using DockerScan.Sentinel.Tips;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Sink;

/// <summary>
/// Accepts every TCP connection of the target, talks enough to keep the caller going, and tells what it said.
/// One thread and epoll: thousands of connections cost their bytes and nothing else.
/// </summary>
internal sealed unsafe class TcpSink(
    SinkSockets sockets, DialogueChooser chooser, ConnectionReporter reporter, TokenScanner tokens, SyntheticAddresses literals, AnswerCredit credit, SelfCheck check, Drops drops, TlsEnd? tls, TimeProvider time)
{
    public const int MaxOpen = 2000;

    /// <summary>What a connection of <see cref="SelfCheck"/> gets.</summary>
    public static readonly byte[] Greeting = "sentinel"u8.ToArray();

    private const int Chunk = 16 * 1024;
    private const int ChunksPerTurn = 4;
    private const int TickMs = 50;
    private readonly Dictionary<int, SinkConnection> _open = [];
    private readonly LinkedList<SinkConnection> _byActivity = new();
    private readonly List<SinkConnection> _due = [];
    private readonly HeadBudget _budget = new();
    private readonly List<int> _checked = [];
    private readonly SinkTalk _talk = new(reporter, tokens, credit, drops);
    private readonly ConcurrentQueue<(int Fd, SinkConnection Outer)> _endedTls = new();
    private readonly byte[] _buffer = new byte[tokens.Overlap + Chunk];
    private int _epoll;
    private int _wake = -1;
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
        _wake = Errno.Check(LibC.EventFd(0, 0x800 | 0x80000), "create an eventfd");
        Watch(_wake);
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

    /// <summary>This connection is a shell's input and output. Thread-safe.</summary>
    public void NoteShell(ShellTip tip) => _talk.NoteShell(tip);

    /// <summary>Ends <see cref="Run"/>. Thread-safe.</summary>
    public void Stop()
    {
        _stopping = true;
        Wake();
    }

    private void Watch(int fd)
    {
        var e = new LibC.EpollEvent { Events = 1 /* IN */, Data = fd };
        Errno.Check(LibC.EpollControl(_epoll, 1, fd, &e), "watch a socket");
    }

    private void Handle(int fd)
    {
        if (fd == _wake)
        {
            TakeEndedTls();
        }
        else if (fd == sockets.Tcp4 || fd == sockets.Tcp6)
        {
            Accept(fd);
        }
        else if (_open.TryGetValue(fd, out var connection))
        {
            Read(connection);
        }
    }

    private void TakeEndedTls()
    {
        long count;
        _ = LibC.Read(_wake, &count, sizeof(long));
        while (_endedTls.TryDequeue(out var ended))
        {
            var meant = new IPEndPoint(ended.Outer.Address, ended.Outer.Port);
            Add(new SinkConnection(ended.Fd, ++_ids, meant, ended.Outer.SourcePort, Now, _budget) { IsInsideTls = true, Elsewhere = ended.Outer.Elsewhere });
        }
    }

    // Called from another thread.
    private void OnEndedTls(int fd, SinkConnection outer)
    {
        _endedTls.Enqueue((fd, outer));
        Wake();
    }

    private void Wake()
    {
        long one = 1;
        _ = LibC.Write(_wake, &one, sizeof(long));
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
            if (!_isReady && meant is not null && check.IsOurs(meant))
            {
                fixed (byte* greeting = Greeting)
                {
                    _ = LibC.Send(fd, greeting, Greeting.Length, SinkTalk.NoSignal);
                }

                // Closed once the caller has reset it: who closes first would wait in the tables for a minute.
                _checked.Add(fd);
                continue;
            }

            if (peer is null || meant is null || (IPAddress.IsLoopback(meant.Address) && meant.Port == sockets.TcpPort))
            {
                // The target found our own port: it reached nobody.
                _ = LibC.Close(fd);
                continue;
            }

            var connection = new SinkConnection(fd, ++_ids, meant, peer.Port, Now, _budget) 
            {
                Dialogue = chooser.ByAddress(meant, peer.Port),
                Elsewhere = IPAddress.IsLoopback(peer.Address) || peer.Address.Equals(Loopback.Own4) || peer.Address.Equals(Loopback.Own6) ? null : peer.Address,
            };
            literals.NoteLiteral(meant.Address);
            Add(connection);
        }
    }

    private void Add(SinkConnection connection)
    {
        connection.Node = _byActivity.AddLast(connection);
        _open[connection.Fd] = connection;
        Watch(connection.Fd);
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
        _talk.Search(connection, _buffer.AsSpan(0, tail + got));
        connection.Add(bytes, now);
        _byActivity.Remove(connection.Node!);
        _byActivity.AddLast(connection.Node!);

        if (HandOver(connection))
        {
            return false;
        }

        if (_talk.Answer(connection, bytes))
        {
            return true;
        }

        Close(connection);
        return false;
    }

    // A whole ClientHello goes to the one who can answer it; from there on the descriptor is not ours.
    private bool HandOver(SinkConnection connection)
    {
        if (tls is null || connection.IsInsideTls || connection.Received != connection.HeadLength || !IsWholeHello(connection.Head[connection.DialogueStart..]))
        {
            return false;
        }

        var read = connection.Head[connection.DialogueStart..].ToArray();
        LibC.EpollEvent none;
        _ = LibC.EpollControl(_epoll, 2 /* DEL */, connection.Fd, &none);
        if (!tls.Take(connection.Fd, read, fd => OnEndedTls(fd, connection)))
        {
            Watch(connection.Fd);
            return false;
        }

        // The handshake and what follows are sent by another thread.
        _talk.Announce(connection, Chunk);
        reporter.Tell(connection);
        Forget(connection);
        return true;
    }

    // A handshake record (0x16), TLS, with all the bytes that its length says.
    private static bool IsWholeHello(ReadOnlySpan<byte> head) =>
        head.Length > 5 && head[0] == 0x16 && head[1] == 3 && head[5] == 1 && head.Length >= 5 + ((head[3] << 8) | head[4]);

    private void Tick()
    {
        var now = Now;
        if (now - _lastTick < TickMs)
        {
            return;
        }

        _lastTick = now;
        if (_isReady && _checked.Count > 0)
        {
            _checked.ForEach(fd => _ = LibC.Close(fd));
            _checked.Clear();
        }

        _due.AddRange(_byActivity);
        foreach (var connection in _due)
        {
            _talk.Nudge(connection, now);
            if (ConnectionTiming.IsDue(connection, now))
            {
                reporter.Tell(connection);
            }
        }

        _due.Clear();
    }

    private void Close(SinkConnection connection)
    {
        _talk.End(connection);
        if (connection.ToldHead != connection.HeadLength || connection.HasNews)
        {
            reporter.Tell(connection);
        }

        Forget(connection);
        _talk.Announce(connection, 0);
        _ = LibC.Close(connection.Fd);
    }

    private void Forget(SinkConnection connection)
    {
        _open.Remove(connection.Fd);
        _byActivity.Remove(connection.Node!);
        connection.Release();
    }
}
