using DockerScan.Sentinel.Dns;

namespace DockerScan.Sentinel.Tests.Dns;

public sealed class SyntheticAddressesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void For_ManyNames_EachHasItsOwnAddressTwice(bool ipv6)
    {
        var addresses = new SyntheticAddresses(new NameTable());
        var names = Enumerable.Range(0, 9000).Select(i => $"host{i}.example.com").ToList();

        var first = names.ConvertAll(n => addresses.For(n, ipv6));

        Assert.Equal(names.Count, first.Distinct().Count());
        Assert.Equal(first, names.ConvertAll(n => addresses.For(n, ipv6)));
    }

    [Fact]
    public void For_NameInAnotherRun_HasTheSameAddress() => Assert.Equal(
        new SyntheticAddresses(new NameTable()).For("a.example", false), new SyntheticAddresses(new NameTable()).For("a.example", false));

    [Fact]
    public void For_AddressThatWasUsedLiterally_IsNotGiven()
    {
        var literal = new SyntheticAddresses(new NameTable()).For("a.example", false);
        var addresses = new SyntheticAddresses(new NameTable());
        addresses.NoteLiteral(literal);

        Assert.NotEqual(literal, addresses.For("a.example", false));
    }

    [Fact]
    public void For_Ipv4_LooksLikeAHost()
    {
        var addresses = new SyntheticAddresses(new NameTable());

        Assert.All(Enumerable.Range(0, 1000), i =>
        {
            var bytes = addresses.For($"n{i}", false).GetAddressBytes();
            Assert.Equal(185, bytes[0]);
            Assert.InRange(bytes[3], 1, 254);
        });
    }
}
