using System.Net;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using Microsoft.Extensions.Options;

namespace DockerScan.VirusTotal;

/// <summary>Asks VirusTotal. Hashes, addresses and domains leave the machine, nothing else.</summary>
/// <remarks>API v3: https://docs.virustotal.com/reference/overview; errors: https://docs.virustotal.com/reference/errors.</remarks>
internal sealed class VirusTotalSource : IReputationSource
{
    // Raised with every change of what its answers are taken for.
    private const string Revision = "1";

    private readonly VirusTotalHttp _http;
    private readonly VirusTotalOptions _options;
    private readonly TimeProvider _time;
    private readonly Secret? _key;

    public VirusTotalSource(VirusTotalHttp http, IOptions<VirusTotalOptions> options, TimeProvider time)
    {
        (_http, _options, _time) = (http, options.Value, time);
        _key = VirusTotalKey.Find(_options);
        Policy = _key is null ? null : Make(_key, _options);
    }

    public ReputationPolicy? Policy { get; }

    public string Version => FormattableString.Invariant($"{Revision} m{_options.MaliciousEngines} s{_options.SuspiciousEngines}");

    public async Task<ReputationAnswer> AskAsync(Indicator indicator, CancellationToken cancellationToken)
    {
        var key = _key ?? throw new InvalidOperationException("there is no key");
        var answer = await _http.GetAsync(VirusTotalPlaces.Path(indicator), key, cancellationToken);
        return answer.Problem is { } problem ? ReputationAnswer.Failed(problem) : Understand(indicator, answer);
    }

    private static ReputationPolicy Make(Secret key, VirusTotalOptions options) => new()
    {
        Account = VirusTotalKey.Account(key),
        Limits = new QuotaLimits(options.RequestsPerMinute, options.RequestsPerDay, options.InteractiveReserve),
        HarmlessAge = TimeSpan.FromHours(options.HarmlessHours),
        SuspiciousAge = TimeSpan.FromHours(options.SuspiciousHours),
        MaliciousAge = TimeSpan.FromHours(options.MaliciousHours),
        UnknownAge = TimeSpan.FromHours(options.UnknownHours),
    };

    private ReputationAnswer Understand(Indicator indicator, VirusTotalAnswer answer) => (HttpStatusCode)answer.Status switch
    {
        HttpStatusCode.OK => Known(indicator, answer.Body),
        // Only VirusTotal's own "not found" is one: a proxy's or a wrong address's says nothing of the file.
        HttpStatusCode.NotFound when VirusTotalReader.ErrorCode(answer.Body) == "NotFoundError" => ReputationAnswer.Of(Report(indicator, null)),
        HttpStatusCode.TooManyRequests => ReputationAnswer.OverQuota(answer.RetryAfter),
        HttpStatusCode.Unauthorized => ReputationAnswer.Refused("VirusTotal does not accept the key; check VirusTotal:ApiKey"),
        HttpStatusCode.Forbidden => ReputationAnswer.Refused("VirusTotal does not allow this key to look things up"),
        _ => ReputationAnswer.Failed(FormattableString.Invariant($"VirusTotal answered with status {answer.Status}")),
    };

    private ReputationAnswer Known(Indicator indicator, ReadOnlyMemory<byte> body)
    {
        if (VirusTotalReader.Object(body) is not { } found)
        {
            return ReputationAnswer.Failed("VirusTotal's answer cannot be read");
        }

        // An answer about something else must never clear this one.
        return found.Type == VirusTotalPlaces.Type(indicator.Kind) && string.Equals(found.Id, indicator.Value, StringComparison.OrdinalIgnoreCase)
            ? ReputationAnswer.Of(Report(indicator, found))
            : ReputationAnswer.Failed("VirusTotal answered about something else");
    }

    private ReputationReport Report(Indicator indicator, VirusTotalObject? found) => new()
    {
        Reputation = VerdictRule.Decide(found?.Stats, _options),
        Flagged = found?.Stats?.Flagged ?? 0,
        Asked = found?.Stats?.Asked ?? 0,
        FirstSeen = found?.FirstSeen,
        LastAnalysed = found?.LastAnalysed,
        Link = VirusTotalPlaces.Page(indicator),
        CheckedAt = _time.GetUtcNow(),
    };
}
