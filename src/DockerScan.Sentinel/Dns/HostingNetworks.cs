namespace DockerScan.Sentinel.Dns;

/// <summary>Public networks in which names of the internet commonly lie: clouds, delivery networks, hosting companies.</summary>
internal static class HostingNetworks
{
    /// <summary>The network's first 32 bits, and how many of them are fixed.</summary>
    public static readonly IReadOnlyList<(uint Prefix, int Bits)> V4 =
    [
        Four(3, 64, 10), Four(13, 32, 12), Four(18, 128, 10), Four(23, 192, 11), Four(34, 64, 11), Four(35, 184, 13), Four(44, 192, 11), Four(51, 68, 16),
        Four(51, 158, 15), Four(52, 0, 11), Four(54, 144, 12), Four(65, 108, 15), Four(78, 46, 15), Four(88, 198, 16), Four(95, 216, 15), Four(104, 16, 13),
        Four(104, 236, 16), Four(116, 202, 15), Four(135, 181, 16), Four(138, 68, 16), Four(142, 250, 15), Four(143, 204, 16), Four(144, 76, 16), Four(146, 75, 16),
        Four(151, 101, 16), Four(159, 65, 16), Four(162, 243, 16), Four(165, 22, 16), Four(167, 99, 16), Four(172, 66, 15), Four(172, 217, 16), Four(176, 9, 16),
        Four(178, 62, 16), Four(185, 60, 14), Four(188, 166, 16), Four(193, 70, 16), Four(199, 232, 16), Four(212, 227, 16), Four(216, 58, 16), Four(217, 160, 16),
    ];

    /// <summary>The network's first 32 bits; the next 32 are drawn, too.</summary>
    public static readonly IReadOnlyList<uint> V6 =
    [
        0x2A00_1450, 0x2606_4700, 0x2A01_04F8, 0x2A04_4E42, 0x2600_9000, 0x2001_41D0, 0x2A01_07E0, 0x2604_A880, 0x2A03_B0C0, 0x2607_F8B0, 0x2620_01EC, 0x2A02_4780, 0x2600_1F18, 0x2A05_D018,
    ];

    private static (uint Prefix, int Bits) Four(uint first, uint second, int bits) => ((first << 24) | (second << 16), bits);
}
