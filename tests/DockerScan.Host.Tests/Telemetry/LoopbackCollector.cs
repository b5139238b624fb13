using System.Collections.Concurrent;
using System.Text;

namespace DockerScan.Host.Tests.Telemetry;

/// <summary>Takes what is sent by OTLP over HTTP, on a port of this machine.</summary>
internal sealed class LoopbackCollector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackCollector(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>What came, by the path.</summary>
    public ConcurrentQueue<(string Path, string Body, string? Token)> Received { get; } = [];

    public static async Task<LoopbackCollector> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var collector = new LoopbackCollector(app);
        app.MapPost("/{**path}", collector.TakeAsync);
        await app.StartAsync(cancellationToken);
        return collector;
    }

    public string Of(string path) => string.Join('\n', Received.Where(each => each.Path == path).Select(each => each.Body));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    // Names stand in the message as they are.
    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Received.Enqueue((context.Request.Path.Value!, Encoding.Latin1.GetString(body.ToArray()), context.Request.Headers["x-token"]));
        context.Response.ContentType = "application/x-protobuf";
    }
}
