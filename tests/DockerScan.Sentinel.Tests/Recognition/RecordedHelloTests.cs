using DockerScan.Sentinel.Recognition;

namespace DockerScan.Sentinel.Tests.Recognition;

/// <summary>What OpenSSL 3 really sends for Pool.SupportXMR.com. The prints were computed by another program.</summary>
public sealed class RecordedHelloTests
{
    private const int RecordHeader = 5;
    private const string Name = "pool.supportxmr.com";

    private static readonly byte[] Tls13 = Convert.FromHexString(
        "1603010200010001fc03033aef3677f8c94c230dabc1afd2a1afb3abf729484d94ed32ce79d1185e3417d720fe4039b4b21175bb64acb9db3a0687768cb671352e434fa8ef3c56ab13cec8c4"
        + "0024130213031301c02cc030c02bc02fcca9cca8c024c028c023c027009f009e006b006700ff0100018f000000180016000013506f6f6c2e537570706f7274584d522e636f6d"
        + "000b000403000102000a00160014001d0017001e0019001801000101010201030104002300000010000e000c02683208687474702f312e31001600000017000000"
        + "0d002a0028040305030603080708080809080a080b080408050806040105010601030303010302040205020602002b00050403040303002d00020101"
        + "003300260024001d0020300a87836e3b238248b2dffa1d38c90965bb3c76efa9fcb402d9db600ffc603f001500c8" + new string('0', 400));

    private static readonly byte[] Tls12 = Convert.FromHexString(
        "16030100b3010000af03037a777f4db19ca34931875d527377ae64f9d986469d750bd506c0bcf581c01bda000006c02f002f00ff01000080"
        + "000000180016000013506f6f6c2e537570706f7274584d522e636f6d000b000403000102000a000c000a001d0017001e001900180023000000"
        + "10000e000c02683208687474702f312e310016000000170000000d002a0028040305030603080708080809080a080b080408050806040105010601030303010302040205020602");

    [Fact]
    public void Recognize_Tls13_TellsNameProtocolsVersionPrint()
    {
        var found = Recognizer.Recognize(Tls13, 443)!;

        Assert.Equal(("tls", Name, Name), (found.Application, found.Domain, found.Details["sni"]));
        Assert.Equal(("h2,http/1.1", "1.3", "304734bb1c086c3453b387400cf83f11"), (found.Details["alpn"], found.Details["version"], found.Details["ja3"]));
    }

    [Fact]
    public void Recognize_Tls12_TellsNameProtocolsVersionPrint()
    {
        var found = Recognizer.Recognize(Tls12, 14433)!;

        Assert.Equal((Name, "h2,http/1.1", "1.2", "10f7af7683059d600e98433226d21113"), (found.Domain, found.Details["alpn"], found.Details["version"], found.Details["ja3"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(511)]
    public void Recognize_InSeveralRecords_TellsTheSame(int size)
    {
        byte[] records = [.. Tls13[RecordHeader..].Chunk(size).SelectMany(TlsHelloTests.Record)];

        Assert.Equal(Recognizer.Recognize(Tls13, 443)!.Details, Recognizer.Recognize(records, 443)?.Details);
    }

    [Fact]
    public void Recognize_CutAnywhere_NeverTellsAPartOfTheNameAsADomain()
    {
        foreach (var hello in new[] { Tls13, Tls12 })
        {
            for (var length = RecordHeader + 1; length <= hello.Length; length++)
            {
                Assert.Contains(Recognizer.Recognize(hello.AsSpan(0, length), 443)!.Domain, new[] { null, Name });
            }
        }
    }

    [Fact]
    public void Recognize_LengthsThatLie_IsStillAHello()
    {
        for (var i = RecordHeader + 1; i < Tls12.Length; i++)
        {
            foreach (var lie in new byte[] { 0, 0x7F, 0xFF })
            {
                byte[] bytes = [.. Tls12[..i], lie, .. Tls12[(i + 1)..]];

                Assert.Equal("tls", Recognizer.Recognize(bytes, 443)?.Application);
            }
        }
    }

    [Theory]
    [InlineData("160301000102")] // A ServerHello.
    [InlineData("150301000202")] // An alert.
    [InlineData("160201000101")]
    [InlineData("160305000101")]
    [InlineData("1603010001")]
    public void Recognize_OtherRecord_IsNoHello(string hex) => Assert.NotEqual("tls", Recognizer.Recognize(Convert.FromHexString(hex), 443)?.Application);

    [Fact]
    public void Recognize_HostileNames_ArePrintableAndBounded()
    {
        var found = Recognizer.Recognize(TlsHelloTests.Record(TlsHelloTests.Hello("a\n\u001b[2J\u00ff" + new string('x', 500), [.. Enumerable.Repeat(new string('\u0001', 120), 12)])), 443)!;

        Assert.Null(found.Domain);
        Assert.All(found.Details.Values.Append(found.Summary), value => Assert.DoesNotContain(value, char.IsControl));
        Assert.All(found.Details.Values, value => Assert.InRange(value.Length, 1, 256));
    }
}
