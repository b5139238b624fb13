using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using DockerScan.Registry.Auth;

namespace DockerScan.Registry.Http;

/// <summary>An answer, read whole within its bound.</summary>
internal sealed record RegistryResponse(HttpStatusCode Status, HttpResponseHeaders Headers, string? MediaType, byte[] Body)
{
    // Some registries send a Unix time where seconds should be.
    private const long LeastUnixTime = 1_000_000_000;
    private static readonly TimeSpan MostDelay = TimeSpan.FromDays(1);

    public bool IsSuccess => Status == HttpStatusCode.OK;

    /// <summary>All challenges of all its headers.</summary>
    public IReadOnlyList<Challenge> Challenges()
        => [.. Values("WWW-Authenticate").SelectMany(ChallengeParser.Parse)];

    public string? Value(string header) => Values(header).FirstOrDefault();

    /// <summary>When to try again, if it says so; at most a day from now.</summary>
    public DateTimeOffset? RetryAfter(DateTimeOffset now)
    {
        var text = Value("Retry-After") ?? Value("X-Retry-After");
        DateTimeOffset? at = null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            at = number < LeastUnixTime ? now.AddSeconds(Math.Min(number, MostDelay.TotalSeconds))
                : number < LeastUnixTime * 100 ? DateTimeOffset.FromUnixTimeSeconds(number) : null;
        }
        else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            at = date;
        }

        return at is null ? null : at < now ? now : at > now + MostDelay ? now + MostDelay : at;
    }

    private HeaderStringValues Values(string header) => Headers.NonValidated.TryGetValues(header, out var values) ? values : default;
}
