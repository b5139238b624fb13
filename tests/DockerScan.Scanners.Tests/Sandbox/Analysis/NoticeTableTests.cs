using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis;

/// <summary>Who made a contact is known by the call that the kernel told, where no socket could be looked at.</summary>
public sealed class NoticeTableTests
{
    [Fact]
    public void Owner_SocketWasNeverSeen_IsWhoeverNamedThePlaceLast()
    {
        var record = Two().Inspect(Named(7, "connect", "tcp", "203.0.113.5", 443), 1.9).Inspect(Named(8, "connect", "tcp", "203.0.113.5", 443), 9)
            .Connect(0, "203.0.113.5", 443, at: 2, hasSocket: false);

        Assert.Equal("seven", Contact(record).Process);
    }

    [Fact]
    public void Owner_SocketSaysOtherwise_IsTheSockets()
    {
        var record = Two().Inspect(Named(7, "connect", "tcp", "203.0.113.5", 443), 1.9).Connect(8, "203.0.113.5", 443, at: 2);

        Assert.Equal("eight", Contact(record).Process);
    }

    [Fact]
    public void Owner_BindOrOtherPlace_SaysNothing()
    {
        var record = Two().Inspect(Named(7, "bind", "tcp", "203.0.113.5", 443), 1).Inspect(Named(7, "connect", "tcp", "203.0.113.6", 443), 1).Inspect(Named(7, "connect", "udp", "203.0.113.5", 443), 1)
            .Connect(0, "203.0.113.5", 443, at: 2, hasSocket: false);

        Assert.Null(Contact(record).Process);
    }

    [Fact]
    public void Owner_MappedAddress_IsTheSamePlace()
    {
        var record = Two().Inspect(Named(7, "connect", "tcp", "::ffff:203.0.113.5", 443), 1).Connect(0, "203.0.113.5", 443, at: 2, hasSocket: false);

        Assert.Equal("seven", Contact(record).Process);
    }

    [Fact]
    public void Owner_MorePlacesThanAreTold_IsTheProgramThatNamedThem()
    {
        var record = Two().Inspect(Named(7, "send", "udp", null, 0), 1).Flow("udp", "203.0.113.77", 9, 3, 2, 3);

        Assert.Equal("seven", Contact(record).Process);
    }

    [Fact]
    public void Owner_RawPackets_AreOfTheOnlyOneThatMakesThem()
    {
        var record = Two().Inspect(Named(8, "raw", "raw", null, 0), 1).Flow("icmp", "203.0.113.77", 0, 3, 2, 3);

        Assert.Equal("eight", Contact(record).Process);
    }

    [Fact]
    public void Owner_NameThatNothingFollowed_IsWhoeverSpokeToTheServer()
    {
        var record = Two().Inspect(Named(8, "connect", "udp", "10.0.0.2", 53), 1.4).Dns("asked.example", at: 1.5);

        Assert.Equal("eight", Contact(record).Process);
    }

    private static RecordBuilder Two() => new RecordBuilder().Process(1, "/bin/sh").Process(7, "/opt/seven").Process(8, "/opt/eight");

    private static ContactEvent Named(int pid, string call, string protocol, string? address, int port) => new(pid, call, protocol, address, port);

    private static Core.Scans.NetworkContact Contact(RecordBuilder record) => Assert.Single(TestBehavior.Analyze(record).Contacts);
}
