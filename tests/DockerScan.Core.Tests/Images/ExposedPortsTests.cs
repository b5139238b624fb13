using DockerScan.Core.Images;

namespace DockerScan.Core.Tests.Images;

public sealed class ExposedPortsTests
{
    [Theory]
    [InlineData("80", "80/tcp")]
    [InlineData("80/tcp", "80/tcp")]
    [InlineData("80/TCP", "80/tcp")]
    [InlineData("53/Udp", "53/udp")]
    [InlineData("8080-8082/TCP", "8080/tcp 8081/tcp 8082/tcp")]
    [InlineData("8080-8080", "8080/tcp")]
    [InlineData(" 80/tcp ", "")]
    [InlineData("80/", "80/tcp")]
    [InlineData("36412/sctp", "36412/sctp")]
    [InlineData("8082-8080/tcp", "")]
    [InlineData("0", "")]
    [InlineData("65536/tcp", "")]
    [InlineData("http", "")]
    [InlineData("80-", "")]
    [InlineData("-80", "")]
    [InlineData("1-2-3", "")]
    [InlineData("", "")]
    public void Read_Declaration_IsItsPorts(string exposed, string expected)
        => Assert.Equal(expected, string.Join(' ', ExposedPorts.Read([exposed]).OrderBy(port => port).Select(port => $"{port.Port}/{port.Protocol}")));
}
