using System.Globalization;
using System.Text.Json.Nodes;

namespace DockerScan.IntegrationTests.Chat;

/// <summary>What a stranger does to the program on any platform.</summary>
internal static class Strangers
{
    /// <summary>A host name that is nobody's here.</summary>
    public const string Evil = "evil.example";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The time that a test has.</summary>
    public static CancellationTokenSource Limited()
    {
        HostProcess.RequireParts();
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        return limit;
    }

    /// <summary>Asks for a page under a host name; null for the address.</summary>
    public static async Task<int> GetAsync(HttpClient client, Uri address, string path, string? hostName, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        message.Headers.Host = hostName;
        using var answer = await client.SendAsync(message, cancellationToken);
        return (int)answer.StatusCode;
    }

    /// <summary>A request that somebody recorded is refused when it comes again, also after the program was killed and started anew; another one of the same moment is taken.</summary>
    public static async Task AssertRecordedIsNotTakenAgainAsync(
        HostProcess host, Func<string> command, Func<HttpClient, Uri, string, string, Task<int>> postAsync, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        var (body, stamp) = (command(), DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        await using (var first = await ServeProcess.StartAsync(host, cancellationToken))
        {
            Assert.Equal(200, await postAsync(client, first.Address, body, stamp));
            Assert.Equal(401, await postAsync(client, first.Address, body, stamp));
            await AuditedAsync(host, cancellationToken);
            await first.KillAsync();
        }

        await using var second = await ServeProcess.StartAsync(host, cancellationToken);
        Assert.Equal(401, await postAsync(client, second.Address, body, stamp));

        // What was not recorded is taken: so the refusal was for the repetition.
        Assert.Equal(200, await postAsync(client, second.Address, command(), stamp));
        Assert.Equal(2, (await AuditedAsync(host, cancellationToken, least: 2)).Count);
    }

    /// <summary>What was audited, the newest first, as soon as there is so much: a command is audited when it has ended, which is after its last card.</summary>
    public static async Task<IReadOnlyList<JsonObject>> AuditedAsync(HostProcess host, CancellationToken cancellationToken, int least = 1)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (_, output, _) = await host.RunAsync("audit", "--json");
            if (JsonNode.Parse(output) is JsonArray commands && commands.Count >= least)
            {
                return [.. commands.Select(command => command!.AsObject())];
            }
        }
    }
}
