using DockerScan.Host.Web;

namespace DockerScan.Host.Tests.Web;

public sealed class WebOptionsValidatorTests
{
    [Theory]
    [InlineData("0.0.0.0:8080", "https://scan.example.org", "scan2.example.org", null)]
    [InlineData("[::1]:80", "http://10.0.0.1:8080/dockerscan/", "10.0.0.1", null)]
    [InlineData("127.0.0.1:8080", "", "::1", null)]
    [InlineData("localhost:8080", "", "a", "Web:Listen")]
    [InlineData("127.0.0.1", "", "a", "Web:Listen")]
    [InlineData("127.0.0.1:8080", "scan.example.org", "a", "Web:PublicUrl")]
    [InlineData("127.0.0.1:8080", "ftp://scan.example.org", "a", "Web:PublicUrl")]
    [InlineData("127.0.0.1:8080", "https://user@scan.example.org", "a", "Web:PublicUrl")]
    [InlineData("127.0.0.1:8080", "https://scan.example.org/?x", "a", "Web:PublicUrl")]
    [InlineData("127.0.0.1:8080", "", "https://scan.example.org", "Web:Hosts")]
    [InlineData("127.0.0.1:8080", "", "scan.example.org:80", "Web:Hosts")]
    [InlineData("127.0.0.1:8080", "", "*", "Web:Hosts")]
    [InlineData("127.0.0.1:8080", "", "", "Web:Hosts")]
    public void Validate_Addresses_NamesTheKeyThatIsWrong(string listen, string publicUrl, string host, string? expected)
    {
        var result = new WebOptionsValidator().Validate(null, new WebOptions { Listen = listen, PublicUrl = publicUrl, Hosts = [host] });

        Assert.Equal(expected is null, result.Succeeded);
        Assert.All(result.Failures ?? [], failure => Assert.StartsWith(expected + " ", failure, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(401, false)]
    public void Validate_PublicUrlsLength_LeavesRoomForALinkInACard(int length, bool isAllowed)
        => Assert.Equal(isAllowed, new WebOptionsValidator().Validate(null, new WebOptions { PublicUrl = "https://scan.example/".PadRight(length, 'a') }).Succeeded);
}
