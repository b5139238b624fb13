using System.Text.Json.Nodes;

namespace DockerScan.Slack.Api;

/// <summary>One call of the Web API.</summary>
/// <param name="Method">The method, e.g. <c>chat.postMessage</c>.</param>
/// <param name="Arguments">Its arguments; never a token.</param>
internal sealed record SlackCall(string Method, JsonObject Arguments)
{
    /// <summary>Some methods read form fields alone.</summary>
    public bool IsForm { get; init; }

    /// <summary>With the app-level token instead of the bot's.</summary>
    public bool IsApp { get; init; }

    /// <summary>Doing it twice is no harm, so it is tried again when nobody knows whether it was done.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Once, without a wait: for what is out of date a second later.</summary>
    public bool IsOnce { get; init; }
}
