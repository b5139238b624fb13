using Microsoft.Extensions.Logging;

namespace DockerScan.Registry;

internal static partial class Log
{
    [LoggerMessage(4201, LogLevel.Information, "{Reference} is {Digest} ({Platform}, {Bytes} bytes compressed)")]
    public static partial void Resolved(ILogger logger, string reference, string digest, string platform, long bytes);

    [LoggerMessage(4202, LogLevel.Information, "{Host} answered {Status}; trying again in {Delay}")]
    public static partial void Retrying(ILogger logger, string host, string status, TimeSpan delay);

    [LoggerMessage(4203, LogLevel.Warning, "the docker configuration {Source} cannot be read and is passed over: {Reason}")]
    public static partial void BadConfiguration(ILogger logger, string source, string reason);

    [LoggerMessage(4204, LogLevel.Warning, "credential helper {Helper} gave nothing for {Registry}: {Reason}")]
    public static partial void HelperFailed(ILogger logger, string helper, string registry, string reason);

    [LoggerMessage(4206, LogLevel.Warning, "the credentials for {Registry} are not sent to its token server {TokenServer}: it is another host, and not in Registry:TokenServers")]
    public static partial void CredentialsKept(ILogger logger, string registry, string tokenServer);

    [LoggerMessage(4205, LogLevel.Debug, "no tags of {Repository} to suggest: {Reason}")]
    public static partial void NoSuggestion(ILogger logger, string repository, string reason);

    [LoggerMessage(4207, LogLevel.Information, "the tags of {Repository} were not read to their end: {Count} tags on {Pages} pages")]
    public static partial void TagsCut(ILogger logger, string repository, int count, int pages);

    [LoggerMessage(4208, LogLevel.Information, "{Reference} could not be looked up ({Outcome}): {Reason}")]
    public static partial void NotLookedUp(ILogger logger, string reference, string outcome, string reason);
}
