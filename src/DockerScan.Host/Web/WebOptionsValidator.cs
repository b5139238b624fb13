using System.Net;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Web;

internal sealed class WebOptionsValidator : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options)
        => IPEndPoint.TryParse(options.Listen, out var endpoint) && endpoint.Port > 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{WebOptions.Section}:{nameof(options.Listen)} is '{options.Listen}'; it must be an address and a port, e.g. 127.0.0.1:8080");
}
