using System.Net;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Sink;

namespace DockerScan.Sentinel.Tests.Sink;

public sealed class SinkConnectionTests
{
    [Fact]
    public void Add_MoreThanTheHead_KeepsTheFirstBytesAndCountsAll()
    {
        var connection = Create(new HeadBudget());
        for (var i = 0; i < 100; i++)
        {
            connection.Add(new byte[100], 5);
        }

        Assert.Equal((10_000, SinkConnection.MaxHead, 5), (connection.Received, connection.HeadLength, connection.FirstByteMs));
    }

    [Fact]
    public void Add_BudgetUsedUp_KeepsWhatAnEventShows()
    {
        var budget = new HeadBudget(4096);
        var (first, second) = (Create(budget), Create(budget));
        first.Add(new byte[4096], 1);
        second.Add(new byte[100], 1);
        second.Add(new byte[4096], 1);

        Assert.Equal((4096, SentinelSchema.MaxFirstBytes), (first.HeadLength, second.HeadLength));

        first.Release();
        second.Add(new byte[4096], 1);
        Assert.True(second.HeadLength > SentinelSchema.MaxFirstBytes);
    }

    [Fact]
    public void Take_LoopAgainstOneDestination_IsBoundedAndCounted()
    {
        var sink = new ListSink();
        var drops = new Drops(sink);
        var ledger = new ConnectionLedger(drops);

        var told = Enumerable.Range(0, 1000).Count(i => ledger.Take(IPAddress.Loopback, 80, BitConverter.GetBytes(i)));
        drops.Tell();
        drops.Tell();

        Assert.Equal(ConnectionLedger.MaxPerDestination, told);
        Assert.Equal([("connections", 1L), ("connections", 800L)], sink.Of<DroppedEvent>().Select(each => (each.What, each.Count)));
    }

    /// <summary>A start script that asks ten times a second whether another service is there yet.</summary>
    [Fact]
    public void Take_TheSameAgainAndAgain_IsNoLoss()
    {
        var sink = new ListSink();
        var ledger = new ConnectionLedger(new Drops(sink));

        var told = Enumerable.Range(0, 1000).Count(i => ledger.Take(IPAddress.Loopback, 8500, "GET /ready HTTP/1.1\r\n"u8));
        Assert.Equal(ConnectionLedger.MaxPerDestination, told);
        Assert.Empty(sink.Of<DroppedEvent>());

        Assert.False(ledger.Take(IPAddress.Loopback, 8500, "PUT /stolen HTTP/1.1\r\n"u8));
        Assert.Single(sink.Of<DroppedEvent>());
    }

    [Fact]
    public void Take_ScanOfManyDestinations_IsBounded()
    {
        var ledger = new ConnectionLedger(new Drops(new ListSink()));

        Assert.Equal(ConnectionLedger.MaxEvents, Enumerable.Range(0, 65_536).Count(p => ledger.Take(IPAddress.Loopback, p, [])));
    }

    private static SinkConnection Create(HeadBudget budget) => new(3, 1, new IPEndPoint(IPAddress.Parse("5.6.7.8"), 80), 40_000, 0, budget);
}
