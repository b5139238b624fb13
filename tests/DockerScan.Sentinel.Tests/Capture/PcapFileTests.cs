using System.Buffers.Binary;
using DockerScan.Sentinel.Capture;

namespace DockerScan.Sentinel.Tests.Capture;

public sealed class PcapFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pcap").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Add_Frames_HeaderAndRecordsAreThere()
    {
        var bytes = Write(1 << 20, file =>
        {
            file.Add(new byte[60], 60, 7, 9, null);
            file.Add(new byte[400], 1500, 8, 10, null);
        });

        Assert.Equal(24 + 16 + 60 + 16 + 256, bytes.Length);
        Assert.Equal(0xA1B23C4D, BinaryPrimitives.ReadUInt32LittleEndian(bytes));
        Assert.Equal([7, 9, 60, 60], Numbers(bytes, 24));
        Assert.Equal([8, 10, 256, 1500], Numbers(bytes, 24 + 76));
    }

    [Fact]
    public void Add_BeyondTheCap_DroppedAndCounted()
    {
        var dropped = 0L;
        var bytes = Write(1000, file =>
        {
            for (var i = 0; i < 100; i++)
            {
                file.Add(new byte[60], 60, 1, 1, null);
            }

            dropped = file.Dropped;
        });

        Assert.True(bytes.Length <= 1000);
        Assert.Equal(100 - ((bytes.Length - 24) / 76), dropped);
    }

    [Fact]
    public void Add_FloodOfOneFlow_LeavesRoomForOthers()
    {
        var flow = new Flow(default, 1);
        var bytes = Write(1 << 20, file =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                file.Add(new byte[60], 60, 1, 1, flow);
            }

            Assert.True(file.Dropped > 40_000);
        });

        Assert.InRange(bytes.Length, 100_000, 200_000);
    }

    private byte[] Write(long max, Action<PcapFile> write)
    {
        var path = Path.Combine(_folder, "evidence", "capture.pcap");
        using (var file = new PcapFile(path, max))
        {
            write(file);
        }

        return File.ReadAllBytes(path);
    }

    private static int[] Numbers(byte[] bytes, int at) => [.. Enumerable.Range(0, 4).Select(i => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + (i * 4))))];
}
