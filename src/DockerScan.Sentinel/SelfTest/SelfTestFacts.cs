namespace DockerScan.Sentinel.SelfTest;

/// <summary>What the self-test does, and so what must be seen. Compiled into the sentinel, which does it, and into the host, which expects it.</summary>
internal static class SelfTestFacts
{
    public const string Name = "selftest.dockerscan.invalid";

    public const string HttpPath = "/selftest";

    public const string HttpAgent = "dockerscan-selftest";

    public const string PoolAddress = "203.0.113.7";

    public const int PoolPort = 3333;

    public const string Wallet = "selftest-wallet";

    public const string AddressV6 = "2001:db8::7";

    public const int PortV6 = 4444;

    public const string UdpAddress = "203.0.113.9";

    public const int UdpPort = 9999;

    /// <summary>Where a burst of packets goes.</summary>
    public const string BurstAddress = "203.0.113.10";

    public const int BurstPort = 1;

    public const int BurstPackets = 20;

    public const string ThiefAddress = "203.0.113.8";

    public const int ThiefPort = 8443;

    public const int ListenPort = 5555;

    /// <summary>The honeytoken file that it reads and sends away, unless its first argument names another.</summary>
    public const string TokenFile = "/root/.aws/credentials";

    /// <summary>The copy of itself that it runs and deletes while it runs.</summary>
    public const string Dropped = "/selftest-dropped";
}
