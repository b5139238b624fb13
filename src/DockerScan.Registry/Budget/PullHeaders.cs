using System.Globalization;
using System.Net;
using System.Text;
using DockerScan.Core.Pulls;
using DockerScan.Registry.Http;

namespace DockerScan.Registry.Budget;

/// <summary>Reads what an answer says of the budget.</summary>
/// <remarks>Docker Hub: <c>ratelimit-limit: 100;w=21600</c> and <c>ratelimit-remaining</c> on GET and HEAD of a manifest; some registries write <c>x-ratelimit-…</c>.</remarks>
internal static class PullHeaders
{
    private const int MostPulls = 1_000_000_000;
    private const int MostSeconds = 31 * 24 * 3600;
    private const int MostRead = 4096;

    /// <summary>Reads it; null when the answer says nothing of a budget and is no refusal.</summary>
    public static PullReading? Read(RegistryResponse response, DateTimeOffset now)
    {
        var (limit, window) = Parse(response.Value("ratelimit-limit") ?? response.Value("x-ratelimit-limit"));
        var (remaining, other) = Parse(response.Value("ratelimit-remaining") ?? response.Value("x-ratelimit-remaining"));
        var refusal = response.Status == HttpStatusCode.TooManyRequests ? Refusal(response, remaining) : PullRest.None;
        if (refusal == PullRest.None && (limit is null || remaining is null))
        {
            return null;
        }

        return new PullReading
        {
            Limit = limit,
            Remaining = remaining > limit ? limit : remaining,
            Window = window ?? other,
            Refusal = refusal,
            RetryAfter = refusal == PullRest.None ? null : response.RetryAfter(now),
        };
    }

    /// <summary>
    /// Which limit a 429 is of. That of pulls says so: by a counter at 0, or in the words that registries use for it. All others are of too many
    /// requests in a short time, and those must end whatever they ask for.
    /// </summary>
    private static PullRest Refusal(RegistryResponse response, int? remaining)
        => remaining is { } left ? (left == 0 ? PullRest.Pulls : PullRest.Requests)
            : Encoding.UTF8.GetString(response.Body.AsSpan(0, Math.Min(response.Body.Length, MostRead))).Contains("pull rate limit", StringComparison.OrdinalIgnoreCase)
                ? PullRest.Pulls : PullRest.Requests;

    private static (int? Number, TimeSpan? Window) Parse(string? text)
    {
        var parts = text is { Length: <= 100 } ? text.Split(';', ',') : [];
        if (parts.Length == 0 || !int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > MostPulls)
        {
            return (null, null);
        }

        var window = parts.Skip(1).Select(part => part.Trim()).FirstOrDefault(part => part.StartsWith("w=", StringComparison.OrdinalIgnoreCase));
        return int.TryParse(window.AsSpan(window is null ? 0 : 2), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= MostSeconds
            ? (number, TimeSpan.FromSeconds(seconds)) : (number, null);
    }
}
