using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Tips;

namespace DockerScan.Sentinel.Tests.Tips;

/// <summary>The inspector's word that a connection is a shell's arrives; nobody else's does.</summary>
public sealed class ShellTipTests : IDisposable
{
    private readonly SaltedHash _salt = new(Random.Shared.GetHexString(16));
    private readonly BlockingCollection<ShellTip> _taken = [];
    private readonly ListSink _events = new();
    private readonly ShellTipReceiver _receiver;
    private readonly Thread _thread;
    private readonly ShellTipSender _sender;

    public ShellTipTests()
    {
        _receiver = new ShellTipReceiver(_salt, _taken.Add);
        _thread = new Thread(_receiver.Run) { IsBackground = true };
        _thread.Start();
        _sender = new ShellTipSender(_events, _salt);
    }

    public void Dispose()
    {
        _sender.Dispose();
        _receiver.Dispose();
        Assert.True(_thread.Join(TimeSpan.FromSeconds(5)), "the receiver did not end");
        _taken.Dispose();
    }

    [Fact]
    public void Write_ShellOnAConnection_IsTipped()
    {
        Process(7, "/usr/bin/bash");
        Connection(7, "198.51.100.23", 4444, 40_001, 0, 1, 2);

        Assert.Equal(new ShellTip("198.51.100.23", 4444, 40_001), Take());
        Assert.Equal(2, _events.Events.Count);
    }

    [Fact]
    public void Write_WhatIsNoShellsInputAndOutput_IsNot()
    {
        Process(7, "/usr/sbin/nginx");
        Connection(7, "198.51.100.23", 1, 1, 0, 1, 2);
        Connection(8, "198.51.100.23", 2, 1, 0, 1, 2);
        Process(9, "/bin/sh");
        Connection(9, "198.51.100.23", 3, 1);
        Connection(9, "198.51.100.23", 4, 1, 1);
        // It became another program.
        Process(9, "/opt/app");
        Connection(9, "198.51.100.23", 5, 1, 0, 1);
        Process(10, "/usr/bin/python3.11");
        Connection(10, "2001:db8::7", 6, 2, 0, 2);

        Assert.Equal(new ShellTip("2001:db8::7", 6, 2), Take());
        Assert.Empty(_taken);
    }

    [Fact]
    public void Receiver_AStrangersMessages_AreNotTaken()
    {
        using var stranger = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var password = ShellTip.Password(_salt);
        foreach (var text in (string[])["", "x", "wrong 1 2 198.51.100.23", " 1 2 198.51.100.23", password, password + " 1 2", password + " 99999 2 1.2.3.4", new('a', 5000)])
        {
            stranger.SendTo(Encoding.ASCII.GetBytes(text), ShellTip.Place(_salt));
        }

        Process(7, "/bin/sh");
        Connection(7, "198.51.100.23", 4444, 40_001, 0, 1, 2);

        Assert.Equal(4444, Take().Port);
        Assert.Empty(_taken);
    }

    [Fact]
    public void Write_NobodyListens_TheEventsGoOn()
    {
        using var alone = new ShellTipSender(_events, new SaltedHash("nobody" + Random.Shared.GetHexString(16)));
        alone.Write(Made(7, "/bin/sh"));
        alone.Write(Made(7, "198.51.100.23", 2, 1, [0, 1, 2]));

        Assert.Equal(2, _events.Events.Count);
    }

    [Fact]
    public void Place_AnyRun_LooksLikeAKernelsOwnName() => Assert.Matches("^@[0-9a-f]{5}$", ShellTip.Place(_salt).ToString());

    private static ProcessEvent Made(int pid, string executable)
        => new() { Pid = pid, ParentPid = 1, StartedMs = 1, Command = executable, Executable = executable, Uid = 0, RealUid = 0 };

    private static SocketEvent Made(int pid, string address, int port, int sourcePort, int[] descriptors) => new()
    {
        Pid = pid, Protocol = "tcp", IsListening = false, LocalAddress = "172.17.0.2", LocalPort = sourcePort, RemoteAddress = address, RemotePort = port, StandardFds = descriptors,
    };

    private ShellTip Take()
    {
        Assert.True(_taken.TryTake(out var tip, TimeSpan.FromSeconds(10)), "no tip came");
        return tip;
    }

    private void Process(int pid, string executable) => _sender.Write(Made(pid, executable));

    private void Connection(int pid, string address, int port, int sourcePort, params int[] descriptors) => _sender.Write(Made(pid, address, port, sourcePort, descriptors));
}
