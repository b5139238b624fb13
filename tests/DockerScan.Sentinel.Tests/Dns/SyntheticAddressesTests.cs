using System.Net;
using DockerScan.Core;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Hashing;

namespace DockerScan.Sentinel.Tests.Dns;

public sealed class SyntheticAddressesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void For_ManyNames_EachHasItsOwnAddressTwice(bool ipv6)
    {
        var addresses = Make("one");
        var names = Enumerable.Range(0, 9000).Select(i => $"host{i}.example.com").ToList();

        var first = names.ConvertAll(n => addresses.For(n, ipv6));

        Assert.Equal(names.Count, first.Distinct().Count());
        Assert.Equal(first, names.ConvertAll(n => addresses.For(n, ipv6)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void For_NameInAnotherRun_HasAnotherAddress(bool ipv6)
    {
        Assert.Equal(Make("one").For("a.example", ipv6), Make("one").For("a.example", ipv6));
        Assert.NotEqual(Make("one").For("a.example", ipv6), Make("other").For("a.example", ipv6));
    }

    [Fact]
    public void For_AddressThatWasUsedLiterally_IsNotGiven()
    {
        var literal = Make("one").For("a.example", false);
        var addresses = Make("one");
        addresses.NoteLiteral(literal);

        Assert.NotEqual(literal, addresses.For("a.example", false));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void For_AnyName_IsAPublicAddressOfOneOfManyNetworks(bool ipv6)
    {
        var addresses = Make("one");
        var given = Enumerable.Range(0, 5000).Select(i => addresses.For($"n{i}", ipv6)).ToList();

        Assert.All(given, address => Assert.True(PublicAddress.IsPublic(address), address.ToString()));
        Assert.True(given.Select(address => BitConverter.ToInt16(address.GetAddressBytes())).Distinct().Count() > (ipv6 ? 10 : 100));
        Assert.True(ipv6 || given.TrueForAll(address => address.GetAddressBytes()[3] is >= 1 and <= 254));
    }

    // The whole of each network, not only what was drawn today.
    [Fact]
    public void HostingNetworks_FirstAndLastAddress_ArePublic()
    {
        Assert.All(HostingNetworks.V4, network =>
        {
            var hosts = uint.MaxValue >> network.Bits;
            Assert.Equal(0u, network.Prefix & hosts);
            Assert.True(PublicAddress.IsPublic(V4(network.Prefix)) && PublicAddress.IsPublic(V4(network.Prefix | hosts)), V4(network.Prefix).ToString());
        });
        Assert.All(HostingNetworks.V6, prefix => Assert.True(PublicAddress.IsPublic(new IPAddress([(byte)(prefix >> 24), (byte)(prefix >> 16), (byte)(prefix >> 8), (byte)prefix, .. new byte[12]]))));
    }

    private static IPAddress V4(uint address) => new([(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address]);

    private static SyntheticAddresses Make(string salt) => new(new NameTable(), new SaltedHash(salt));
}
