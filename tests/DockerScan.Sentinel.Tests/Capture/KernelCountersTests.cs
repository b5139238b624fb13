using DockerScan.Sentinel.Capture;

namespace DockerScan.Sentinel.Tests.Capture;

public sealed class KernelCountersTests
{
    private const string Dev = """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
          eth0:     1       2    3   99    0     0          0         0      640      20    0    0    0     0       0          0
            lo:     640      20    0    7    0     0          0         0      640      20    0    5    0     0       0          0
        """;

    private const string Netstat = """
        TcpExt: SyncookiesSent SyncookiesRecv ListenOverflows ListenDrops
        TcpExt: 1 2 31 40
        IpExt: InNoRoutes ListenOverflows
        IpExt: 0 5
        """;

    [Fact]
    public void LoopbackDrops_KernelsTable_TheReceiveDropsOfLo() => Assert.Equal(7, KernelCounters.LoopbackDrops(Dev));

    [Fact]
    public void ListenOverflows_KernelsTable_TheNumberBelowItsName() => Assert.Equal(31, KernelCounters.ListenOverflows(Netstat));

    [Theory]
    [InlineData("")]
    [InlineData("lo:")]
    [InlineData("TcpExt: ListenOverflows")]
    [InlineData("TcpExt: A ListenOverflows\nTcpExt: 1")]
    [InlineData("lo: 1 2 3 x")]
    public void Counters_WhatIsNotThere_Zero(string text)
        => Assert.Equal((0L, 0L), (KernelCounters.LoopbackDrops(text), KernelCounters.ListenOverflows(text)));

    [Fact]
    public void Counters_ThisMachinesTables_AreFound()
    {
        Assert.Contains("lo:", File.ReadAllText("/proc/net/dev"), StringComparison.Ordinal);
        Assert.Contains(" ListenOverflows ", File.ReadAllText("/proc/net/netstat"), StringComparison.Ordinal);
    }
}
