using DockerScan.Sentinel.Dns;

namespace DockerScan.Sentinel.Tests.Dns;

public sealed class DnsQuestionTests
{
    [Fact]
    public void Parse_MixedCaseName_IsLowerCaseAndKeepsTheLabels()
    {
        var question = DnsQuestion.Parse(DnsPackets.Question("Pool.MineXMR.com", 28, edns: true))!;

        Assert.Equal("pool.minexmr.com", question.Name);
        Assert.Equal("Pool"u8.ToArray(), question.Labels[0]);
        Assert.Equal(28, question.Type);
        Assert.True(question.HasEdns);
        Assert.True(question.IsRecursionDesired);
    }

    [Fact]
    public void Parse_BytesThatAreNotPrintable_AreEscaped()
    {
        var question = DnsQuestion.Parse(DnsPackets.Question([[(byte)'a', (byte)'.', (byte)'b', 0, 0xFF, (byte)'\\'], "com"u8.ToArray()]))!;

        Assert.Equal("a\\x2eb\\x00\\xff\\x5c.com", question.Name);
    }

    [Fact]
    public void Parse_RootName_IsEmpty() => Assert.Equal(string.Empty, DnsQuestion.Parse(DnsPackets.Question([], 2))!.Name);

    [Theory]
    [InlineData("")]
    [InlineData("123401000001000000000000")] // Ends before the name.
    [InlineData("123401000001000000000000C00C00010001")] // A pointer to itself.
    [InlineData("1234010000010000000000003F61")] // A label longer than the packet.
    [InlineData("123401000001000000000000016100")] // Without type and class.
    [InlineData("12340100000200000000000001610000010001")] // Two questions.
    [InlineData("12348100000100000000000001610000010001")] // A response.
    public void Parse_HostilePacket_IsNull(string hex) => Assert.Null(DnsQuestion.Parse(Convert.FromHexString(hex)));

    [Fact]
    public void Parse_NameOverTheLimit_IsNull()
    {
        byte[][] Labels(int last) => [new byte[63], new byte[63], new byte[63], new byte[last]];

        Assert.NotNull(DnsQuestion.Parse(DnsPackets.Question(Labels(61))));
        Assert.Null(DnsQuestion.Parse(DnsPackets.Question(Labels(62))));
    }

    [Fact]
    public void Parse_RandomBytes_NeverThrows()
    {
        var random = new Random(1);
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = new byte[random.Next(80)];
            random.NextBytes(bytes);
            if (bytes.Length > 12 && i % 2 == 0)
            {
                (bytes[2], bytes[4], bytes[5]) = (1, 0, 1);
            }

            if (DnsQuestion.Parse(bytes) is { } question)
            {
                Assert.InRange(question.Name.Length, 0, 255 * 4);
            }
        }
    }
}
