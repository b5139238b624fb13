using DockerScan.Core;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Telemetry;

internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        List<string> failures = [.. new TelemetryOptionsBounds().Validate(name, options).Failures ?? []];
        if (options.OtlpUrl.Length > 0 && !IsAddress(options.OtlpUrl))
        {
            failures.Add("Telemetry:OtlpUrl must be an address that starts with http:// or https://, without user, query and fragment");
        }

        if (!Enum.IsDefined(options.OtlpProtocol))
        {
            failures.Add("Telemetry:OtlpProtocol must be Grpc or Http");
        }

        if (!Enum.IsDefined(options.Logs))
        {
            failures.Add("Telemetry:Logs must be Text or Json");
        }

        try
        {
            _ = FindHeaders(options);
        }
        catch (InvalidDataException problem)
        {
            failures.Add(problem.Message);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>The headers; null when none are set. No message holds one.</summary>
    /// <exception cref="InvalidDataException">They cannot be read.</exception>
    public static string? FindHeaders(TelemetryOptions options)
    {
        var headers = SecretSetting.Find($"{TelemetryOptions.Section}:{nameof(options.OtlpHeaders)}", options.OtlpHeaders, options.OtlpHeadersFile);
        return headers is not { Length: > 0 } ? null
            : headers.Split(',').All(pair => pair.IndexOf('=', StringComparison.Ordinal) > 0) ? headers
            : throw new InvalidDataException("Telemetry:OtlpHeaders must be name=value, with commas between several");
    }

    private static bool IsAddress(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && url is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0, Host.Length: > 0 };
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class TelemetryOptionsBounds : IValidateOptions<TelemetryOptions>;
