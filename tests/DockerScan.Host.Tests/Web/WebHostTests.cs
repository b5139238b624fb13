using System.Net;
using System.Net.Sockets;
using DockerScan.Core;
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

    [Fact]
    public async Task Listen_AddressInUse_IsOneProblemAndNotALogOfEndingServices()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddHostedService<Ticking>();
        string address;
        await using (var app = builder.Build())
        {
            address = ((IPEndPoint)other.LocalEndpoint).ToString();
            app.Urls.Add("http://" + address);

            var problem = await Assert.ThrowsAsync<EngineException>(() => WebHost.ListenAsync(app, TestContext.Current.CancellationToken));

            Assert.StartsWith($"Web:Listen http://{address} cannot be listened on", problem.Failure.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("BackgroundService", log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("Critical", log.All, StringComparison.Ordinal);
    }

    // As those do that look at something now and then.
    private sealed class Ticking : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
            await timer.WaitForNextTickAsync(stoppingToken);
        }
    }
}
