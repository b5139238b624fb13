using DockerScan.Sentinel.Netlink;

namespace DockerScan.Sentinel.Tests.Netlink;

public sealed class ResolversTests
{
    [Theory]
    [InlineData("nameserver 8.8.8.8\nnameserver\t2001:4860:4860::8888\n", "8.8.8.8 2001:4860:4860::8888")]
    [InlineData("# nameserver 1.1.1.1\nsearch a.b\noptions ndots:0\r\nnameserver 10.0.0.2\r\n", "10.0.0.2")]
    [InlineData("nameserver fe80::1%eth0\nnameserver x\nnameserver", "fe80::1")]
    [InlineData("nameserver 9.9.9.9\nnameserver 9.9.9.9", "9.9.9.9")]
    [InlineData("", "")]
    public void Parse_Settings_TheServersInOrder(string text, string expected) => Assert.Equal(expected, string.Join(' ', Resolvers.Parse(text)));
}
