using DockerScan.Scanners.Sandbox;

namespace DockerScan.Scanners.Tests.Sandbox;

public sealed class PcapReaderTests
{
    [Fact]
    public void Read_WholeFile_CountsFramesAndAllBytes()
    {
        var file = Pcaps.Of(new byte[60], new byte[256], []);

        Assert.Equal((3, file.Length), PcapReader.Read(file));
        Assert.Equal((0, 24), PcapReader.Read(Pcaps.Of()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(59)]
    [InlineData(61)]
    [InlineData(75)]
    public void Read_LastFrameCutOff_EndsBeforeIt(int cut)
        => Assert.Equal((1, 24 + 16 + 60), PcapReader.Read(Pcaps.Of(new byte[60], new byte[60]).AsSpan()[..^cut]));

    [Fact]
    public void Read_AnotherHeader_IsNone()
    {
        byte[][] others =
        [
            [], new byte[23], new byte[24], Pcaps.Header(0xA1B2C3D4, 2, 4, 256, 1), Pcaps.Header(0xA1B23C4D, 3, 4, 256, 1), Pcaps.Header(0xA1B23C4D, 2, 5, 256, 1),
            Pcaps.Header(0xA1B23C4D, 2, 4, 0, 1), Pcaps.Header(0xA1B23C4D, 2, 4, -1, 1), Pcaps.Header(0xA1B23C4D, 2, 4, 256, 0), "#!/bin/sh\necho a pcap is not this\n"u8.ToArray(),
        ];

        Assert.All(others, each => Assert.Null(PcapReader.Read(each)));
    }

    [Theory]
    [InlineData(257, 257)]
    [InlineData(-1, -1)]
    [InlineData(60, 59)]
    public void Read_LengthsThatCannotBe_IsNone(int kept, int length)
        => Assert.Null(PcapReader.Read([.. Pcaps.Of(), .. Pcaps.Numbers(1, 2, kept, length), .. new byte[300]]));

    [Fact]
    public void Read_AnyChange_NeverThrowsNorLeavesTheFile()
    {
        var file = Pcaps.Of(new byte[60], new byte[42], new byte[7]);
        var random = new Random(3);
        for (var i = 0; i < 100_000; i++)
        {
            var changed = file[..random.Next(file.Length + 1)];
            for (var n = random.Next(4); n > 0 && changed.Length > 0; n--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            if (PcapReader.Read(changed) is (var frames, var bytes))
            {
                Assert.InRange(bytes, 24 + (16 * frames), changed.Length);
            }
        }
    }
}
