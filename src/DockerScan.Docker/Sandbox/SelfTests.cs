namespace DockerScan.Docker.Sandbox;

/// <summary>Self-tests are no scans of the store, so the store does not say which of them run.</summary>
internal static class SelfTests
{
    /// <summary>How the label of a self-test begins.</summary>
    public const string Prefix = "selftest";

    // Longer than any takes.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>True for a container of a self-test that another process may just be running.</summary>
    public static bool MayRun(string scan, DateTime created, TimeProvider time)
        => scan.StartsWith(Prefix, StringComparison.Ordinal) && time.GetUtcNow().UtcDateTime - created.ToUniversalTime() < Longest;
}
