using System.Net;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Web;

internal sealed class WebOptionsValidator : IValidateOptions<WebOptions>
{
    // A link to a report, with what comes behind it, has to fit into a card.
    private const int MaxPublicUrl = 400;

    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        List<string> failures = [];
        if (!IPEndPoint.TryParse(options.Listen, out var endpoint) || endpoint.Port == 0)
        {
            failures.Add($"{WebOptions.Section}:{nameof(options.Listen)} is '{options.Listen}'; it must be an address and a port, e.g. 127.0.0.1:8080");
        }

        if (options.PublicUrl.Length > 0 && !IsPublicUrl(options.PublicUrl))
        {
            failures.Add($"{WebOptions.Section}:{nameof(options.PublicUrl)} is '{options.PublicUrl}'; it must be an address of at most {MaxPublicUrl} characters that starts with https:// or http://, without user, query and fragment");
        }

        failures.AddRange(options.Hosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown)
            .Select(host => $"{WebOptions.Section}:{nameof(options.Hosts)} holds '{host}'; write names without scheme and port, e.g. scan.example.org"));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsPublicUrl(string text)
        => text.Length <= MaxPublicUrl && Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0, Host.Length: > 0 };
}
