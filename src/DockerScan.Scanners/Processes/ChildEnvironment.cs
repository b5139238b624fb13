namespace DockerScan.Scanners.Processes;

/// <summary>The few variables that a child gets. Our own hold tokens, and a stray <c>TRIVY_*</c> changes results.</summary>
internal static class ChildEnvironment
{
    private static readonly string[] PassedOn =
    [
        "PATH", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY", "DOCKER_API_VERSION",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
    ];

    /// <summary>The variables of a child that works in <paramref name="workDirectory"/>.</summary>
    public static IReadOnlyDictionary<string, string> Create(string workDirectory, IReadOnlyDictionary<string, string> more)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in PassedOn)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                result[name] = value;
            }
        }

        // With another HOME the registry credentials would be lost, which a private database repository needs.
        var credentials = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        if (!result.ContainsKey("DOCKER_CONFIG") && Directory.Exists(credentials))
        {
            result["DOCKER_CONFIG"] = credentials;
        }

        foreach (var (name, value) in more)
        {
            result[name] = value;
        }

        result["HOME"] = workDirectory;
        result["TMPDIR"] = workDirectory;
        return result;
    }
}
