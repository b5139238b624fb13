using System.Net;
using System.Net.Sockets;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Netlink;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Packets;

namespace DockerScan.Sentinel.Dns;

/// <summary>
/// DNS and the time over UDP, for any server address of one family. The answer leaves through a raw socket, because it must come from
/// that port of the server that was asked, and it is the target's to bind.
/// </summary>
internal sealed unsafe class DnsServer(int fd, AddressFamily family, DnsResponder responder, SaltedHash salt, AnswerCredit credit, TimeProvider time, Drops drops)
{
    private const int MaxPacket = 4096;
    private readonly byte[] _packet = new byte[MaxPacket];

    /// <summary>Runs until the process ends.</summary>
    public void Run()
    {
        while (true)
        {
            if (!ReceiveOne(out var from, out var meant, out var length))
            {
                continue;
            }

            var question = _packet.AsSpan(0, length);
            var response = meant.Port == NtpReply.Port
                ? NtpReply.To(question, time.GetUtcNow(), salt.Of("ntp", meant.Address.ToString()))
                : responder.Respond(question, "udp", meant.Address, from.Port);
            if (response is not null)
            {
                Send(meant, from, response);
            }
        }
    }

    private bool ReceiveOne(out IPEndPoint from, out IPEndPoint meant, out int length)
    {
        const int ControlLength = 128;
        var address = stackalloc byte[KernelAddress.MaxLength];
        var control = stackalloc byte[ControlLength];
        (from, meant) = (null!, null!);
        fixed (byte* p = _packet)
        {
            var vector = new LibC.IoVector { Base = p, Length = MaxPacket };
            var message = new LibC.DatagramHeader
            {
                Name = address, NameLength = KernelAddress.MaxLength, Vectors = &vector, VectorCount = 1, Control = control, ControlLength = ControlLength,
            };
            length = (int)LibC.ReceiveMessage(fd, &message, 0);
            if (length < 0)
            {
                var errno = Errno.Last;
                return errno is LibC.EIntr or LibC.EAgain ? false : throw new KernelException("receive a DNS question", errno);
            }

            // struct cmsghdr is 16 bytes; ours is the only one asked for.
            var source = KernelAddress.Read(new ReadOnlySpan<byte>(address, message.NameLength));
            var target = message.ControlLength > 16 ? KernelAddress.Read(new ReadOnlySpan<byte>(control + 16, (int)message.ControlLength - 16)) : null;
            if (source is null || target is null)
            {
                return false;
            }

            (from, meant) = (source, target);
            return true;
        }
    }

    private void Send(IPEndPoint from, IPEndPoint to, byte[] payload)
    {
        var packet = UdpPacket.Build(from, to, payload);
        var address = stackalloc byte[KernelAddress.MaxLength];
        // A raw socket takes no port.
        var length = KernelAddress.Write(to.Address, 0, new Span<byte>(address, KernelAddress.MaxLength));
        // Open for this answer only: it stands in /proc/net/raw, and ordinary machines have none there.
        var raw = TransparentSocket.Raw(family);
        credit.Grant(Packet.Udp, NetAddress.Of(from.Address), from.Port, NetAddress.Of(to.Address), to.Port);
        fixed (byte* p = packet)
        {
            if (LibC.SendTo(raw, p, packet.Length, 0, address, length) < 0)
            {
                drops.Add("dns-answers");
            }
        }

        _ = LibC.Close(raw);
    }
}
