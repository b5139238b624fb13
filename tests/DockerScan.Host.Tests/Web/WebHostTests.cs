using DockerScan.Host.Web;

namespace DockerScan.Host.Tests.Web;

public sealed class WebHostTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "", null)]
    [InlineData("[::1]:8080", "", null)]
    [InlineData("0.0.0.0:8080", "", "Web:Listen")]
    [InlineData("0.0.0.0:8080", "https://scan.example", null)]
    [InlineData("127.0.0.1:8080", "http://scan.example", "Web:PublicUrl")]
    [InlineData("127.0.0.1:8080", "http://localhost:8080", null)]
    public void Warning_WhoCanReadReports_IsSaidByTheSettingThatLetsThem(string listen, string publicUrl, string? setting)
    {
        var warning = WebHost.Warning(new WebOptions { Listen = listen, PublicUrl = publicUrl });

        Assert.Equal(setting is null, warning is null);
        Assert.EndsWith(setting is null ? string.Empty : $"({setting})", warning ?? string.Empty, StringComparison.Ordinal);
    }
}
