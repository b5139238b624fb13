using System.Buffers.Binary;

namespace DockerScan.Sentinel.Netlink;

/// <summary>The nftables expressions that the redirect needs (linux/netfilter/nf_tables.h).</summary>
internal static class NftExpression
{
    private const uint Register = 1;
    private const uint SecondRegister = 2;

    /// <summary>The packet's transport protocol is this one.</summary>
    public static Action<NetlinkWriter>[] Protocol(byte protocol) =>
    [
        w => Expression(w, "meta", d =>
        {
            d.Number(1, Register);
            d.Number(2, 16 /* L4PROTO */);
        }),
        Compare([protocol]),
    ];

    /// <summary>Bytes of the network header are these.</summary>
    public static Action<NetlinkWriter>[] NetworkHeader(uint offset, byte[] value) => [Payload(1, offset, (uint)value.Length), Compare(value)];

    /// <summary>The destination port is this one.</summary>
    public static Action<NetlinkWriter>[] DestinationPort(ushort port) => [Payload(2, 2, 2), Compare(BigEndian(port))];

    /// <summary>Gives the packet to the transparent socket at this address and port, and ends the chain.</summary>
    public static Action<NetlinkWriter>[] GiveTo(byte family, byte[] address, ushort port) =>
    [
        Immediate(Register, address),
        // Registers are numbered by 16 bytes; the second does not overlap an IPv6 address in the first.
        Immediate(SecondRegister, BigEndian(port)),
        w => Expression(w, "tproxy", d =>
        {
            d.Number(1, family);
            d.Number(2, Register);
            d.Number(3, SecondRegister);
        }),
        Verdict(1 /* NF_ACCEPT */),
    ];

    public static Action<NetlinkWriter> Accept() => Verdict(1);

    public static Action<NetlinkWriter> Drop() => Verdict(0);

    private static Action<NetlinkWriter> Payload(uint header, uint offset, uint length) => w => Expression(w, "payload", d =>
    {
        d.Number(1, Register);
        d.Number(2, header);
        d.Number(3, offset);
        d.Number(4, length);
    });

    private static Action<NetlinkWriter> Compare(byte[] value) => w => Expression(w, "cmp", d =>
    {
        d.Number(1, Register);
        d.Number(2, 0 /* equal */);
        Data(d, 3, value);
    });

    private static Action<NetlinkWriter> Immediate(uint register, byte[] value) => w => Expression(w, "immediate", d =>
    {
        d.Number(1, register);
        Data(d, 2, value);
    });

    private static Action<NetlinkWriter> Verdict(uint code) => w => Expression(w, "immediate", d =>
    {
        d.Number(1, 0 /* the verdict register */);
        var data = d.BeginNested(2);
        var verdict = d.BeginNested(2);
        d.Number(1, code);
        d.EndNested(verdict);
        d.EndNested(data);
    });

    private static void Data(NetlinkWriter w, ushort type, byte[] value)
    {
        var data = w.BeginNested(type);
        w.Attribute(1, value);
        w.EndNested(data);
    }

    private static void Expression(NetlinkWriter w, string name, Action<NetlinkWriter> data)
    {
        w.Attribute(1, name);
        var nested = w.BeginNested(2);
        data(w);
        w.EndNested(nested);
    }

    private static byte[] BigEndian(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }
}
