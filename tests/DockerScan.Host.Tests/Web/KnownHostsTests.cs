using System.Net;
using DockerScan.Host.Web;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Tests.Web;

public sealed class KnownHostsTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:8080", true)]
    [InlineData("localhost.", true)]
    [InlineData("127.0.0.1:8080", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("[::1]:8080", true)]
    [InlineData("192.0.2.7:8080", true)]
    [InlineData("192.0.2.9", true)]
    [InlineData("[::ffff:192.0.2.9]", true)]
    [InlineData("scan.example.org", true)]
    [InlineData("Scan.Example.org.:443", true)]
    [InlineData("other.example.org", true)]
    [InlineData("198.51.100.4", true)]
    [InlineData("evil.example", false)]
    [InlineData("scan.example.org.evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("192.0.2.8", false)]
    [InlineData("2130706433", true)]
    [InlineData("", false)]
    [InlineData(":8080", false)]
    public void Contains_Host_IsOneOfOurs(string host, bool expected)
    {
        var hosts = new KnownHosts(Options.Create(new WebOptions
        {
            Listen = "192.0.2.7:8080", PublicUrl = "https://scan.example.org/dockerscan", Hosts = ["other.example.org", "198.51.100.4"],
        }));

        Assert.Equal(expected, hosts.Contains(new HostString(host), IPAddress.Parse("192.0.2.9")));
    }
}
