using System.Collections.Frozen;

namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>Variables that each start of Trivy gets. Every flag is a variable too, and one that a version does not know is passed over.</summary>
internal static class TrivyEnvironment
{
    /// <summary>No telemetry and no question for newer versions (both from 0.63 on), also where no flag can say so: <c>--version</c>.</summary>
    public static IReadOnlyDictionary<string, string> Quiet { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["TRIVY_DISABLE_TELEMETRY"] = "true",
        ["TRIVY_SKIP_VERSION_CHECK"] = "true",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The same with the engine's address, if there is one.</summary>
    public static IReadOnlyDictionary<string, string> For(string? engine)
        => string.IsNullOrEmpty(engine) ? Quiet : new Dictionary<string, string>(Quiet, StringComparer.Ordinal) { ["DOCKER_HOST"] = engine };
}
