using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class MinerRuleTests
{
    private const string Login = "{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"login\",\"params\":{\"login\":\"44AFFq5kSiGBoZ\",\"pass\":\"x\",\"agent\":\"XMRig/6.21.0\"}}";

    [Fact]
    public void Find_StratumLogin_IsProofWithWalletPoolAndProcess()
    {
        var found = Assert.Single(TestBehavior.Findings(Stratum(pid: 17, at: 3), "behavior.miner"));

        Assert.Equal(("stratum", Severity.Critical, "pool.example.com:3333"), (found.Id, found.Severity, found.Location));
        Assert.Equal("The image mines: kworker logs in to a mining pool for the wallet 44AFFq5kSiGBoZ", found.Title);
        Assert.Contains("+3.0 s /opt/kworker (pid 17, uid 1000): tcp to pool.example.com (198.18.0.7:3333)", found.Evidence, StringComparison.Ordinal);
        Assert.Contains("wallet 44AFFq5kSiGBoZ", found.Evidence, StringComparison.Ordinal);
        Assert.Contains("\"method\":\"login\"", found.Evidence, StringComparison.Ordinal);
        Assert.Contains("the processor was busy", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_SameMinerInAnotherRun_HasTheSameKey()
        => Assert.Equal(
            Key(TestBehavior.Findings(Stratum(pid: 17, at: 3), "behavior.miner")[0]),
            Key(TestBehavior.Findings(Stratum(pid: 4711, at: 9, address: "198.18.77.1"), "behavior.miner")[0]));

    [Fact]
    public void Find_StratumByBareAddress_IsFound()
        => Assert.Equal("203.0.113.5:14444", Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/x").Connect(1, "203.0.113.5", 14444, null, "stratum", "Stratum subscribe"), "behavior.miner")).Location);

    [Fact]
    public void Find_PoolNameOverTls_IsHigh()
    {
        var found = Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/x").Dns("xmr-eu1.nanopool.org").Connect(1, "198.18.0.9", 14433, "xmr-eu1.nanopool.org", "tls", "TLS"), "behavior.miner"));

        Assert.Equal(("pool", Severity.High, "xmr-eu1.nanopool.org"), (found.Id, found.Severity, found.Location));
    }

    [Fact]
    public void Find_CpuAlone_IsNothing() => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/app/train").Cpu(1), "behavior.miner"));

    [Fact]
    public void Find_NameAlone_IsNothing() => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/opt/xmrig"), "behavior.miner"));

    [Fact]
    public void Find_NameAndCpu_IsFound()
        => Assert.Equal("/opt/xmrig", Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/opt/xmrig").Cpu(0.9), "behavior.miner")).Location);

    [Fact]
    public void Find_PoolPortAndCpu_IsFound()
        => Assert.Equal("203.0.113.5:3333", Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/x").Connect(1, "203.0.113.5", 3333, null, "unknown").Cpu(0.9), "behavior.miner")).Location);

    [Fact]
    public void Find_PoolPortAlone_IsNothing()
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/x").Connect(1, "203.0.113.5", 3333, null, "unknown"), "behavior.miner"));

    [Fact]
    public void Find_StratumAddressOnTheCommandLine_IsEnough()
        => Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/opt/w", "/opt/w -o stratum+tcp://pool.example:3333 -u x"), "behavior.miner"));

    [Theory]
    [InlineData("xmrig/6.21.0", true)]
    [InlineData("cpuminer/2.5.1", true)]
    [InlineData("XMRig", true)]
    [InlineData("curl/8.5.0", false)]
    [InlineData("xmrig-exporter/1.0", false)]
    [InlineData("Mozilla/5.0 (compatible; xmrig)", false)]
    public void Find_AgentThatIsAMiner_IsEnough(string agent, bool isFound)
        => Assert.Equal(isFound, TestBehavior.Findings(new RecordBuilder().Process(1, "/opt/w").Connect(1, "198.18.0.9", 80, "api.example.com", "http", "HTTP GET",
            details: new Dictionary<string, string> { ["agent"] = agent }), "behavior.miner").Count > 0);

    [Fact]
    public void Find_ShortBurst_IsNotBusy()
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/opt/xmrig").Cpu(0.9, from: 55), "behavior.miner"));

    private static (string, string, string) Key(FindingDraft finding) => (finding.KeyClass, finding.Id, finding.Location);

    private static RecordBuilder Stratum(int pid, double at, string address = "198.18.0.7")
        => new RecordBuilder().Process(1, "/bin/sh").Process(pid, "/opt/kworker", "[kworker/0:1]", uid: 1000, at: 1).Dns("pool.example.com", address, at - 0.1).Cpu(0.95)
            .Connect(pid, address, 3333, "pool.example.com", "stratum", "Stratum login, wallet 44AF…, agent XMRig/6.21.0", at, Login, new() { ["wallet"] = "44AFFq5kSiGBoZ", ["agent"] = "XMRig/6.21.0" });
}
