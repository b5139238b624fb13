using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Discord;

/// <summary>A call that came in.</summary>
/// <param name="Name">Its shape: <c>callback</c>, <c>edit original</c>, <c>followup</c>, <c>edit followup</c>, <c>post</c>, <c>edit</c>, <c>gateway</c>, <c>application</c>, <c>get commands</c>, <c>set commands</c>.</param>
/// <param name="Path">Its path and query.</param>
/// <param name="Status">How it was answered; 0 when it was not.</param>
/// <param name="Body">Its JSON; null when it had none.</param>
/// <param name="Files">The names of its files.</param>
/// <param name="UserAgent">Who called.</param>
public sealed record DiscordCall(string Name, string Path, int Status, JsonNode? Body, IReadOnlyList<string> Files, string? UserAgent);
