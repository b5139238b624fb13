using System.Globalization;
using System.Net;
using System.Text.Json;

namespace DockerScan.Discord.Rest;

/// <summary>Reads answers: bounded, never trusted.</summary>
internal static class DiscordReply
{
    private const int MaxBytes = 4 << 20;

    /// <summary>The body as JSON; null when there is none or it is none, as with pages of the network before Discord.</summary>
    /// <exception cref="DiscordException">It is larger than 4 MiB.</exception>
    public static async Task<JsonElement?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + count > MaxBytes)
            {
                throw new DiscordException(DiscordProblem.Unavailable, "Discord's answer is over 4 MiB");
            }

            bytes.Write(buffer, 0, count);
        }

        return Parse(bytes.ToArray());
    }

    public static string? Header(HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>Seconds with decimals; null when it is none or out of reason.</summary>
    public static TimeSpan? Seconds(string? text)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 86_400
            ? TimeSpan.FromSeconds(value)
            : null;

    public static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static DiscordException Error(HttpStatusCode status, JsonElement? body)
    {
        var code = Property(body, "code") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : 0;
        // The network before Discord refuses what is too large with its own page.
        code = code == 0 && status == HttpStatusCode.RequestEntityTooLarge ? DiscordCodes.TooLarge : code;
        var message = Property(body, "message") is { ValueKind: JsonValueKind.String } text ? text.GetString() : "no reason given";
        // A 403 without JSON comes from the network before Discord, and passes.
        var problem = status == HttpStatusCode.Forbidden && body is null ? DiscordProblem.Unavailable : Problem(status);
        return new DiscordException(problem, FormattableString.Invariant($"Discord answered {(int)status}, code {code}: {message}"), code);
    }

    public static JsonElement? Property(JsonElement? element, string name)
        => element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var value) ? value : null;

    private static DiscordProblem Problem(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => DiscordProblem.Unauthorized,
        HttpStatusCode.Forbidden => DiscordProblem.Forbidden,
        HttpStatusCode.NotFound => DiscordProblem.NotFound,
        HttpStatusCode.TooManyRequests => DiscordProblem.RateLimited,
        >= HttpStatusCode.InternalServerError or < HttpStatusCode.BadRequest => DiscordProblem.Unavailable,
        _ => DiscordProblem.Invalid,
    };

    private static JsonElement? Parse(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A success without JSON is noticed by whoever needs its fields; an error is known by its status.
            return null;
        }
    }
}
