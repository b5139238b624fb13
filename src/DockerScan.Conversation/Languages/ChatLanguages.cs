using DockerScan.Conversation.Requests;
using DockerScan.Core;
using Microsoft.Extensions.Options;

namespace DockerScan.Conversation.Languages;

/// <summary>Which language is spoken where.</summary>
/// <remarks>A terminal is no place of <see cref="ChatOptions"/>: whoever sits there chooses with <c>--lang</c>, else it is English.</remarks>
public sealed class ChatLanguages(IOptions<ChatOptions> options)
{
    private readonly ReportLanguage _fallback = ReportLanguages.Parse(options.Value.Language);
    private readonly Dictionary<string, ReportLanguage> _places
        = options.Value.Languages.ToDictionary(each => each.Place, each => ReportLanguages.Parse(each.Language), StringComparer.Ordinal);

    /// <summary>The language of the place where somebody asked.</summary>
    public ReportLanguage Of(ChatRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Place.Length == 0 ? ReportLanguage.English : Find(request.Platform, request.Place) ?? _fallback;
    }

    // slack:T1/C1, then slack:T1, then slack.
    private ReportLanguage? Find(string platform, string place)
    {
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        return Get($"{platform}:{place}") ?? (slash > 0 ? Get($"{platform}:{place[..slash]}") : null) ?? Get(platform);
    }

    private ReportLanguage? Get(string place) => _places.TryGetValue(place, out var language) ? language : null;
}
