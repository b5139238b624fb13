using System.Buffers.Binary;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Netlink;

/// <summary>One nftables transaction for one family: a table, a chain and its rules. The caller adds rules as lists of expressions.</summary>
internal sealed class NftBatch
{
    public const int NewRule = Subsystem | 6;
    public const int GetRule = Subsystem | 7;

    private const int Subsystem = 10 << 8;
    private const int NewTable = Subsystem | 0;
    private const int NewChain = Subsystem | 3;
    private readonly NetlinkWriter _writer = new();
    private readonly byte _family;
    private readonly string _table;
    private readonly string _chain;

    public NftBatch(byte family, string table, string chain, uint hook, int priority)
    {
        (_family, _table, _chain) = (family, table, chain);
        Control(0x10);
        Message(NewTable, NetlinkWriter.Create, $"add table {table}");
        _writer.Attribute(1, table);
        _writer.End();

        Message(NewChain, NetlinkWriter.Create, $"add chain {table} {chain}");
        _writer.Attribute(1, table);
        _writer.Attribute(3, chain);
        var nested = _writer.BeginNested(4);
        _writer.Number(1, hook);
        _writer.Number(2, (uint)priority);
        _writer.EndNested(nested);
        _writer.Number(5, 1 /* policy accept */);
        _writer.Attribute(7, "filter");
        _writer.End();
    }

    /// <summary>How many rules were added.</summary>
    public int Rules { get; private set; }

    public void Rule(string what, params ReadOnlySpan<Action<NetlinkWriter>> expressions)
    {
        Message(NewRule, NetlinkWriter.Create | NetlinkWriter.Append, $"add rule {what}");
        _writer.Attribute(1, _table);
        _writer.Attribute(2, _chain);
        var list = _writer.BeginNested(4);
        foreach (var expression in expressions)
        {
            var element = _writer.BeginNested(1);
            expression(_writer);
            _writer.EndNested(element);
        }

        _writer.EndNested(list);
        _writer.End();
        Rules++;
    }

    public void Commit()
    {
        Control(0x11);
        using var socket = new NetlinkSocket(NetlinkSocket.Netfilter);
        socket.Execute(_writer);
        var found = Count(socket);
        if (found != Rules)
        {
            throw new KernelException($"read rules of {_table} back: {found} of {Rules}", 2);
        }
    }

    private int Count(NetlinkSocket socket)
    {
        var request = new NetlinkWriter();
        request.Begin(GetRule, NetlinkWriter.Dump, "list rules");
        request.Raw([_family, 0, 0, 0]);
        request.Attribute(1, _table);
        request.Attribute(2, _chain);
        request.End();
        return socket.Dump(request, "list rules").Count;
    }

    private void Message(int type, ushort flags, string what)
    {
        _writer.Begin((ushort)type, (ushort)(flags | NetlinkWriter.Ack), what);
        _writer.Raw([_family, 0, 0, 0]);
    }

    private void Control(ushort type)
    {
        _writer.Begin(type, 0, "batch");
        Span<byte> body = [0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(body[2..], Subsystem >> 8);
        _writer.Raw(body);
        _writer.End();
    }
}
