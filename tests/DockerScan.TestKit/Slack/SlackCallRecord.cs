using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Slack;

/// <summary>One call that the server got.</summary>
/// <param name="Method">The method, or <c>upload</c>, or <c>response_url</c>.</param>
/// <param name="Arguments">What came, form fields as JSON.</param>
/// <param name="Answer">What went back.</param>
public sealed record SlackCallRecord(string Method, JsonObject Arguments, JsonObject Answer)
{
    public bool Succeeded => Answer["ok"]?.GetValue<bool>() == true;

    public string? Text(string name) => Arguments[name]?.ToString();
}
