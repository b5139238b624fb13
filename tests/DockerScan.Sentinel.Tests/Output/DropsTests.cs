using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Tests.Output;

public sealed class DropsTests
{
    private readonly ListSink _sink = new();

    /// <summary>Process 1 may end with the inspector before the next heartbeat: the stage must know that something is missing.</summary>
    [Fact]
    public void Add_FirstOfAKind_IsToldAtOnceAndTheRestWithTheBeat()
    {
        var drops = new Drops(_sink);

        drops.Add("processes");
        drops.Add("processes");
        drops.Add("sockets");
        Assert.Equal([("processes", 1L), ("sockets", 1L)], Told());

        drops.Tell();
        drops.Tell();
        Assert.Equal([("processes", 1L), ("sockets", 1L), ("processes", 2L)], Told());
    }

    private IEnumerable<(string What, long Count)> Told() => _sink.Of<DroppedEvent>().Select(each => (each.What, each.Count));
}
