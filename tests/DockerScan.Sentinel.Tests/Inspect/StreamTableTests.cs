using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class StreamTableTests
{
    private readonly StreamTable _table = new();

    // cat f | sh 2>&1 | openssl s_client > f: pipes 1 and 2, the FIFO 3.
    [Fact]
    public void Ends_ShellBetweenOtherPrograms_LeadToTheConnection()
    {
        Pipes(10, reads: 3, writes: 1);
        Pipes(11, reads: 1, writes: 2);
        Pipes(12, reads: 2, writes: 3).HasConnection = true;

        Assert.Equal((12, 12), _table.Ends(11));
        Assert.Equal((12, 12), _table.Ends(10));
    }

    // cat opens the FIFO itself, with another descriptor than its input.
    [Fact]
    public void Ends_ProgramBetweenThatReadsByAnotherDescriptor_IsFollowed()
    {
        var cat = Pipes(10, reads: 3, writes: 1);
        cat.Standard[0] = default;
        Pipes(11, reads: 1, writes: 2);
        Pipes(12, reads: 2, writes: 3).HasConnection = true;

        Assert.Equal((12, 12), _table.Ends(11));
        Assert.Null(_table.Ends(10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6, false)]
    public void Ends_FiltersBetween_AreFollowedSoFar(int filters, bool isFound = true)
    {
        Pipes(10, reads: 100, writes: 200);
        for (ulong i = 0; i < (ulong)filters; i++)
        {
            Pipes(20 + (int)i, reads: 200 + i, writes: 201 + i);
            Pipes(40 + (int)i, reads: 101 + i, writes: 100 + i);
        }

        var end = Pipes(99, reads: 200 + (ulong)filters, writes: 100 + (ulong)filters);
        end.HasConnection = true;

        Assert.Equal(isFound ? (99, 99) : null, _table.Ends(10));
    }

    // curl … | sh: what it reads comes from a connection, and what it writes goes nowhere.
    [Fact]
    public void Ends_OneDirectionAlone_IsNone()
    {
        Pipes(10, reads: 0, writes: 1).HasConnection = true;
        Pipes(11, reads: 1, writes: 2);

        Assert.Null(_table.Ends(11));
    }

    [Fact]
    public void Ends_TerminalOrLocalSockets_LeadToTheAncestorThatHoldsThem()
    {
        var parent = _table.Add(10, 1);
        (parent.HasConnection, parent.HasTerminal) = (true, true);
        _table.Add(11, 10);
        var shell = _table.Add(12, 11);
        shell.Standard[0] = shell.Standard[1] = new StreamTable.Stream(0, IsTerminal: true, IsLocalSocket: false);
        var child = _table.Add(13, 10);
        child.Standard[0] = child.Standard[1] = new StreamTable.Stream(0, IsTerminal: false, IsLocalSocket: true);

        Assert.Equal((10, 10), _table.Ends(12));
        Assert.Equal((10, 10), _table.Ends(13));
    }

    // The shell's parent went away, so process 1 is: the relay holds the other end of its pair of sockets.
    [Fact]
    public void Ends_PairOfSockets_LeadsToWhoHoldsTheOtherEnd()
    {
        var relay = _table.Add(10, 1);
        relay.HasConnection = true;
        relay.Sockets.Add(501);
        _table.Add(1, 0);
        var shell = _table.Add(12, 1);
        shell.Sockets.Add(500);
        shell.Standard[0] = shell.Standard[1] = new StreamTable.Stream(0, IsTerminal: false, IsLocalSocket: true) { Peer = 501 };

        Assert.Equal((10, 10), _table.Ends(12));
        relay.Sockets.Clear();
        Assert.Null(_table.Ends(12));
    }

    [Fact]
    public void Ends_ProcessesInACircleOrUnknown_End()
    {
        Pipes(10, reads: 1, writes: 2);
        Pipes(11, reads: 2, writes: 1);

        Assert.Null(_table.Ends(10));
        Assert.Null(_table.Ends(99));
    }

    private StreamTable.Holder Pipes(int pid, ulong reads, ulong writes)
    {
        var holder = _table.Add(pid, 1);
        holder.Standard[0] = new StreamTable.Stream(reads, IsTerminal: false, IsLocalSocket: false);
        holder.Standard[1] = new StreamTable.Stream(writes, IsTerminal: false, IsLocalSocket: false);
        holder.Reads.Add(reads);
        holder.Writes.Add(writes);
        return holder;
    }
}
