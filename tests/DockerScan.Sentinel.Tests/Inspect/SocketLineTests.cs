using System.Text;
using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class SocketLineTests
{
    [Theory]
    // /proc/net/tcp
    [InlineData("   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 123456 1 0000000000000000 100 0 0 10 0", "127.0.0.1:8080", "0.0.0.0:0", SocketLine.Listening, 123456UL)]
    [InlineData("  11: 020011AC:D431 077100CB:115C 01 00000000:00000000 02:000A7D11 00000000     0        0 18446744073709551615 2 0000000000000000 20 4 30 10 -1", "172.17.0.2:54321", "203.0.113.7:4444", SocketLine.Established, ulong.MaxValue)]
    // /proc/net/udp
    [InlineData("  512: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 77 2 0000000000000000 0", "0.0.0.0:53", "0.0.0.0:0", SocketLine.Closed, 77UL)]
    // /proc/net/tcp6
    [InlineData("   0: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 9 1 0000000000000000 100 0 0 10 0", "[::1]:80", "[::]:0", SocketLine.Listening, 9UL)]
    [InlineData("   1: B80D0120000000000000000001000000:FFFF 000000FD000000000000000002000000:01BB 06 00000000:00000000 03:00000B5C 00000000     0        0 0 3 0000000000000000", "[2001:db8::1]:65535", "[fd00::2]:443", 6, 0UL)]
    [InlineData("   2: 0000000000000000FFFF0000020011AC:1F90 0000000000000000FFFF0000077100CB:D431 01 00000000:00000000 00:00000000 00000000     0        0 5 1 0", "172.17.0.2:8080", "203.0.113.7:54321", 1, 5UL)]
    public void Parse_Line_HasItsEnds(string line, string local, string remote, int state, ulong inode)
    {
        var parsed = Parse(line)!.Value;

        Assert.Equal((local, remote, state, inode), (parsed.Local.ToString(), parsed.Remote.ToString(), parsed.State, parsed.Inode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode")]
    [InlineData("   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0")] // Without the inode.
    [InlineData("   0: 0100007F1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1")]
    [InlineData("   0: 0100007G:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1")]
    [InlineData("   0: 0100007F:1F900 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1")]
    [InlineData("   0: 0100007F: 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1")]
    [InlineData("   0: 0100007F00:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1")]
    [InlineData("   0: 0100007F:1F90 00000000:0000 ZZ 00000000:00000000 00:00000000 00000000  1000        0 1 1")]
    [InlineData("   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 -1 1")]
    public void Parse_OtherLine_IsNull(string line) => Assert.Null(Parse(line));

    [Fact]
    public void Parse_LongLine_IsNull() => Assert.Null(Parse("   0: 0100007F:1F90 00000000:0000 0A 0:0 00:0 0 0 0 1 " + new string('1', 300)));

    private static SocketLine? Parse(string line) => SocketLine.Parse(Encoding.UTF8.GetBytes(line));
}
