using System.Net.Sockets;
using System.Text;
using DockerScan.Sentinel.Inspect;
using DockerScan.Sentinel.Netlink;

namespace DockerScan.Sentinel.Tests.Netlink;

public sealed class UnixPeersTests
{
    [Fact]
    public void Of_ConnectedSockets_AreEachOthersPeers()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint("\0" + Guid.CreateVersion7().ToString("N")));
        listener.Listen(1);
        using var one = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        one.Connect(listener.LocalEndPoint!);
        using var other = listener.Accept();
        using var peers = new UnixPeers();
        if (peers.Of(Inode(one)) == 0)
        {
            Assert.Skip("this kernel, or what this runs in, does not tell the other end of a Unix socket");
        }

        Assert.Equal((Inode(other), Inode(one)), (peers.Of(Inode(one)), peers.Of(Inode(other))));
        Assert.Equal(0u, peers.Of(Inode(listener)));
        Assert.Equal(0u, peers.Of(0));
        Assert.Equal(0u, peers.Of(ulong.MaxValue));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("08000200f7010000", 503)]
    [InlineData("0500010041000000" + "08000200f7010000", 503)]
    [InlineData("0300020000000000", 0)]
    [InlineData("ff000200f7010000", 0)]
    [InlineData("06000200f701", 0)]
    public void Parse_Answer_TakesThePeerOrNothing(string attributes, int expected)
        => Assert.Equal((ulong)expected, UnixPeers.Parse([.. new byte[16], .. Convert.FromHexString(attributes)]));

    private static ulong Inode(Socket socket)
        => SocketInode.Parse(Encoding.ASCII.GetBytes(File.ResolveLinkTarget($"/proc/self/fd/{(int)socket.Handle}", returnFinalTarget: false)!.Name));
}
