using DockerScan.Chat.Discord;
using DockerScan.Chat.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DockerScan.Host.Web;

/// <summary>Keeps the Discord bot running while it is switched on, and serves what Discord posts.</summary>
internal static class DiscordWeb
{
    public static IServiceCollection AddDiscordBot(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(DiscordService)))
        {
            services.AddHostedService(provider => provider.GetRequiredService<DiscordService>());
        }

        return services;
    }

    public static void MapDiscord(this WebApplication app)
    {
        foreach (var endpoint in app.Services.GetServices<IChatHttpEndpoint>())
        {
            app.MapPost(endpoint.Path, context => ServeAsync(endpoint, context));
        }
    }

    private static async Task ServeAsync(IChatHttpEndpoint endpoint, HttpContext context)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = endpoint.MaxBodyBytes;
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var answer = await endpoint.HandleAsync(Request(context.Request, body.ToArray()), context.RequestAborted);
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.ContentType;
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
        catch (BadHttpRequestException exception)
        {
            // Too large, or broken off: the listener knows which.
            context.Response.StatusCode = exception.StatusCode;
        }
    }

    private static ChatHttpRequest Request(HttpRequest request, byte[] body) => new()
    {
        ContentType = request.ContentType,
        Header = name => request.Headers.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null,
        Body = body,
    };
}
