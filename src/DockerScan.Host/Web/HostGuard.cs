using DockerScan.Conversation.Http;

namespace DockerScan.Host.Web;

/// <summary>
/// Answers only under names that are known. What chat platforms post is signed, whatever name they know the listener by; and whether it is
/// up may be asked under any, without a word about its parts.
/// </summary>
internal sealed class HostGuard(KnownHosts hosts, IEnumerable<IChatHttpEndpoint> endpoints)
{
    /// <summary>The path of the health question.</summary>
    public const string HealthPath = "/healthz";

    private readonly HashSet<string> _signed = [.. endpoints.Select(endpoint => endpoint.Path)];

    public bool IsKnown(HttpContext context) => hosts.Contains(context.Request.Host, context.Connection.LocalIpAddress);

    public async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? string.Empty;
        var isSigned = HttpMethods.IsPost(context.Request.Method) && _signed.Contains(path);
        if (isSigned || path == HealthPath || IsKnown(context))
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
