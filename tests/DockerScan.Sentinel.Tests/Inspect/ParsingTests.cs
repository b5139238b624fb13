using System.Net;
using System.Text;
using DockerScan.Sentinel.Inspect;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class ParsingTests
{
    [Theory]
    [InlineData("8.83 5.53 3.90 11/338 24\n", 24)]
    [InlineData("8.83 5.53 3.90 11/338 x\n", -1)]
    [InlineData("24", -1)]
    [InlineData("", -1)]
    public void PidCursorParse_Text_LastField(string text, int expected) => Assert.Equal(expected, PidCursor.Parse(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("socket:[123]", 123UL)]
    [InlineData("socket:[123", 0UL)]
    [InlineData("/tmp/socket:[123]", 0UL)]
    [InlineData("socket:[x]", 0UL)]
    [InlineData("pipe:[123]", 0UL)]
    public void SocketInodeParse_Link_OnlyOfASocket(string link, ulong expected) => Assert.Equal(expected, SocketInode.Parse(Encoding.ASCII.GetBytes(link)));

    [Theory]
    [InlineData("TCP", "tcp")]
    [InlineData("TCPv6", "tcp")]
    [InlineData("UDP", "udp")]
    [InlineData("UDPv6", "udp")]
    [InlineData("RAW", "raw")]
    [InlineData("PACKET", "packet")]
    [InlineData("UNIX-STREAM", null)]
    [InlineData("NETLINK", null)]
    public void SocketInodeTable_KernelsName_Protocol(string name, string? expected) => Assert.Equal(expected, SocketInode.Table(Encoding.ASCII.GetBytes(name)));

    [Fact]
    public void SocketLineParse_Ipv4_AddressesAndInode()
    {
        var line = SocketLine.Parse("   1: 0100007F:1E61 07C200CB:0D05 01 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 20 4 30 10 -1"u8);

        Assert.Equal(new SocketLine(new IPEndPoint(IPAddress.Loopback, 7777), IPEndPoint.Parse("203.0.194.7:3333"), SocketLine.Established, 4711), line);
    }

    [Fact]
    public void SocketLineParse_Ipv6_AddressOfTheNetwork()
    {
        var line = SocketLine.Parse("   0: 00000000000000000000000000000000:15B3 B80D0120000000000000000007000000:115C 01 00000000:00000000 00:00000000 00000000  0  0 9 1"u8);

        Assert.Equal(IPEndPoint.Parse("[2001:db8::7]:4444"), line?.Remote);
    }

    [Theory]
    [InlineData("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode")]
    [InlineData("")]
    [InlineData("   1: 0100007F:1E61")]
    [InlineData("   1: 0100007F1:1E61 07C200CB:0D05 01 0:0 0:0 0 0 0 4711 1")]
    public void SocketLineParse_HeadingOrBroken_Null(string line) => Assert.Null(SocketLine.Parse(Encoding.ASCII.GetBytes(line)));

    [Fact]
    public void SocketTablesField_RunsOfSpaces_CountOnce()
    {
        Assert.Equal(4711UL, SocketTables.Field("   1: a b 01 c d e     0        0 4711 1"u8, 9));
        Assert.Equal(0UL, SocketTables.Field("   1: a"u8, 9));
    }

    [Theory]
    [InlineData("00400000-00401000 r-xp 00000000 08:01 12 /usr/bin/dash", false, false)]
    [InlineData("00400000-00401000 rw-p 00000000 08:01 12 /tmp/x", false, false)]
    [InlineData("00400000-00401000 r-xp 00000000 08:01 12 /tmp/my miner", true, false)]
    [InlineData("00400000-00401000 r-xp 00000000 08:01 12 /opt/x (deleted)", true, true)]
    [InlineData("00400000-00401000 rwxp 00000000 00:01 12 /memfd:a (deleted)", true, true)]
    [InlineData("7fff0000-7fff1000 r-xp 00000000 00:00 0 [vdso]", false, false)]
    [InlineData("00400000-00401000 r-xp 00000000 00:00 0", false, false)]
    [InlineData("7fff0000-7fff1000 r-xp 00000000 00:00 0 [anon:/tmp/x]", false, false)]
    [InlineData("7fff0000-7fff1000 r-xp 00000000 00:00 0 [anon:a /tmp/x (deleted)", false, false)]
    [InlineData("7fff0000-7fff1000 rwxs 00000000 00:01 12 [anon_shmem:/dev/shm/x]", false, false)]
    [InlineData("00400000-00401000 r-xp 00000000 08:01 12 /tmp/[anon:x]", true, false)]
    [InlineData("", false, false)]
    public void MapLineParse_Line_OnlyCodeWhereItDoesNotBelong(string line, bool isSuspicious, bool isDeleted)
    {
        var parsed = MapLine.Parse(Encoding.UTF8.GetBytes(line));

        Assert.Equal((isSuspicious, isDeleted && isSuspicious), (parsed.IsSuspicious, parsed.IsDeleted));
    }

    [Fact]
    public void SearchPath_Environment_FoldersOfPath()
        => Assert.Equal(["/opt/x", "/bin"], TargetEnvironment.SearchPath("XPATH=/no\0PATH=/opt/x::/bin\0HOME=/\0"u8));

    [Fact]
    public void SearchPath_NoPath_None() => Assert.Empty(TargetEnvironment.SearchPath("HOME=/\0"u8));

    [Fact]
    public void ProcPath_Of_EndsWithZero()
    {
        Span<byte> buffer = stackalloc byte[ProcPath.MaxLength];

        Assert.Equal("/proc/42/stat\0"u8, new ProcPath(buffer).Of(42, "stat"u8));
        Assert.Equal("/proc/42\0"u8, new ProcPath(buffer).Of(42, default));
        Assert.Equal("/proc/2147483647/fd/2147483647\0"u8, new ProcPath(buffer).OfDescriptor(int.MaxValue, int.MaxValue));
    }
}
