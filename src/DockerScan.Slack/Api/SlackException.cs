namespace DockerScan.Slack.Api;

/// <summary>Slack did not do what it was asked.</summary>
internal sealed class SlackException(string method, string code, TimeSpan? retryAfter = null, Exception? inner = null, string? needed = null)
    : Exception($"Slack's {method} failed: {code}{(needed is null ? string.Empty : ": " + needed)}", inner)
{
    /// <summary>The method that was called.</summary>
    public string Method => method;

    /// <summary>Slack's error code, or one of <see cref="SlackErrors"/> when it sent none; cleaned.</summary>
    public string Code => code;

    /// <summary>The scope that the app lacks, as Slack names it; cleaned.</summary>
    public string? Needed => needed;

    /// <summary>The code, and the scope that the app lacks.</summary>
    public string Reason => needed is null ? code : $"{code}: {needed}";

    /// <summary>How long Slack asks to wait.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>It may work later.</summary>
    public bool IsTransient => SlackErrors.IsTransient(code);

    /// <summary>The token is no good: it will not work until an operator acts.</summary>
    public bool IsAuthentication => SlackErrors.IsAuthentication(code);

}
