using DockerScan.Conversation.Http;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Web;

/// <summary>
/// Answers only under names that are known. What chat platforms post is signed, whatever name they know the listener by; and whether it is
/// up may be asked under any, without a word about its parts.
/// </summary>
internal sealed class HostGuard(KnownHosts hosts, IEnumerable<IChatHttpEndpoint> endpoints, IOptions<WebOptions> web)
{
    /// <summary>The path of the question whether the program lives.</summary>
    public const string HealthPath = "/healthz";

    /// <summary>The path of the question whether it can work.</summary>
    public const string ReadyPath = "/readyz";

    /// <summary>The path of the metrics, where they are on.</summary>
    public const string MetricsPath = "/metrics";

    private readonly HashSet<string> _signed = [.. endpoints.Select(endpoint => endpoint.Path)];

    public bool IsKnown(HttpContext context) => hosts.Contains(context.Request.Host, context.Connection.LocalIpAddress);

    private bool IsPublic(HttpContext context)
        => Uri.TryCreate(web.Value.PublicUrl, UriKind.Absolute, out var url) && context.Request.Host.Host.TrimEnd('.').Equals(url.Host, StringComparison.OrdinalIgnoreCase);

    public async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? string.Empty;
        var isSigned = HttpMethods.IsPost(context.Request.Method) && _signed.Contains(path);
        if (path == MetricsPath && IsPublic(context))
        {
            // A proxy that brings people to the pages brings nobody to the metrics.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (isSigned || path is HealthPath or ReadyPath or MetricsPath || IsKnown(context))
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync("Nothing is answered under this host name. Whoever runs DockerScan can name it in Web:PublicUrl or Web:Hosts.\n", context.RequestAborted);
    }
}

/// <summary>Puts <see cref="HostGuard"/> in front of everything that is mapped.</summary>
internal static class HostGuardExtensions
{
    public static IServiceCollection AddHostGuard(this IServiceCollection services) => services.AddSingleton<KnownHosts>().AddSingleton<HostGuard>();

    public static void UseHostGuard(this WebApplication app) => app.Use(app.Services.GetRequiredService<HostGuard>().GuardAsync);
}
