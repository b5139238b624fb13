using DockerScan.Conversation.Http;
using DockerScan.Discord;
using DockerScan.Slack;
using Microsoft.AspNetCore.Http.Features;

namespace DockerScan.Host.Web;

/// <summary>Serves what chat platforms post, and keeps their bots running.</summary>
internal static class ChatEndpoints
{
    /// <summary>Starts the bot of every platform that is switched on.</summary>
    public static IServiceCollection AddChatPlatforms(this IServiceCollection services)
    {
        AddBot<SlackService>(services);
        AddBot<DiscordService>(services);
        return services;
    }

    /// <summary>Maps the endpoint of every platform that is called from outside.</summary>
    public static void MapChatEndpoints(this WebApplication app)
    {
        foreach (var endpoint in app.Services.GetServices<IChatHttpEndpoint>())
        {
            app.MapPost(endpoint.Path, context => ServeAsync(endpoint, context)).AllowAnonymous();
        }
    }

    private static void AddBot<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        if (services.Any(service => service.ServiceType == typeof(T)))
        {
            services.AddHostedService(provider => provider.GetRequiredService<T>());
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
