using System.Net;
using System.Text;

namespace DockerScan.Slack.Http;

/// <summary>A form body.</summary>
internal static class SlackForm
{
    private const int MaxFields = 100;

    /// <summary>The fields; null when there are too many or one comes twice, because then nobody knows which counts.</summary>
    public static IReadOnlyDictionary<string, string>? Parse(ReadOnlySpan<byte> body)
    {
        var pairs = Encoding.UTF8.GetString(body).Split('&', MaxFields + 1, StringSplitOptions.RemoveEmptyEntries);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (pair, string.Empty) : (pair[..equals], pair[(equals + 1)..]);
            if (fields.Count == MaxFields || !fields.TryAdd(WebUtility.UrlDecode(name), WebUtility.UrlDecode(value)))
            {
                return null;
            }
        }

        return fields;
    }
}
