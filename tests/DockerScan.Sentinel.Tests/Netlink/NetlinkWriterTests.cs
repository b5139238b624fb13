using System.Net;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Netlink;

namespace DockerScan.Sentinel.Tests.Netlink;

public sealed class NetlinkWriterTests
{
    [Fact]
    public void Attribute_OddLength_IsPaddedAndCounted()
    {
        var writer = new NetlinkWriter();
        writer.Begin(16, NetlinkWriter.Ack, "x");
        var nested = writer.BeginNested(4);
        writer.Attribute(1, "ab");
        writer.EndNested(nested);
        writer.End();

        Assert.Equal("1C000000100005000100000000000000" + "0C000480" + "07000100" + "61620000", Convert.ToHexString(writer.Written));
        Assert.Equal("x", writer.Waiting[1]);
    }

    [Theory]
    [InlineData("1.2.3.4", 65535)]
    [InlineData("2001:db8::1", 53)]
    public void KernelAddress_RoundTrip_IsTheSame(string address, int port)
    {
        Span<byte> bytes = stackalloc byte[KernelAddress.MaxLength];
        var length = KernelAddress.Write(IPAddress.Parse(address), port, bytes);

        Assert.Equal(new IPEndPoint(IPAddress.Parse(address), port), KernelAddress.Read(bytes[..length]));
    }

    [Fact]
    public void KernelAddress_OtherFamilyOrShort_IsNull()
    {
        Assert.Null(KernelAddress.Read(new byte[16]));
        Assert.Null(KernelAddress.Read([10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Null(KernelAddress.Read([2, 0]));
    }

    [Fact]
    public void KernelException_Message_NamesWhatAndWhy() =>
        Assert.Equal("add rule tcp: EOPNOTSUPP, not supported by this kernel (no tproxy)", new KernelException("add rule tcp", 95, "no tproxy").Message);
}
