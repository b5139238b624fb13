namespace DockerScan.Sentinel.Recognition;

/// <summary>Knows the calls by which a container takes over its host or its cluster.</summary>
internal static class HttpApi
{
    private static readonly string[] EngineCalls =
        ["/containers/json", "/containers/create", "/images/create", "/images/json", "/images/load", "/exec/", "/build?", "/swarm/", "/volumes/create", "/session"];

    private static readonly string[] EngineActions = ["/start", "/attach", "/exec", "/json", "/kill", "/logs", "/stop", "/archive", "/wait"];

    // Usual words elsewhere: these count on the engine's own ports only.
    private static readonly string[] EngineProbes = ["/_ping", "/info", "/version", "/events"];

    private static readonly string[] ClusterCalls = ["/api/v1/", "/api/v1?", "/apis/", "/runningpods/", "/pods/"];

    /// <summary><c>docker</c>, <c>kubernetes</c> or null.</summary>
    public static string? Of(string path, int port)
    {
        var call = WithoutVersion(path, out var hasVersion);
        if (StartsWithAny(call, EngineCalls) || IsContainerCall(call) || ((hasVersion || port is 2375 or 2376) && StartsWithAny(call, EngineProbes)))
        {
            return "docker";
        }

        return StartsWithAny(path, ClusterCalls) || path is "/api/v1" or "/apis" || (port is 10250 or 10255 && StartsWithAny(path, ["/pods", "/run/", "/exec/"])) ? "kubernetes" : null;
    }

    // /v1.41/containers/…
    private static string WithoutVersion(string path, out bool hasVersion)
    {
        var end = path.Length > 4 ? path.IndexOf('/', 1) : -1;
        hasVersion = end is > 4 and < 10 && path.StartsWith("/v1.", StringComparison.Ordinal) && path[4..end].All(char.IsAsciiDigit);
        return hasVersion ? path[end..] : path;
    }

    private static bool IsContainerCall(string call)
    {
        const string containers = "/containers/";
        if (!call.StartsWith(containers, StringComparison.Ordinal))
        {
            return false;
        }

        var slash = call.IndexOf('/', containers.Length);
        return slash > containers.Length && StartsWithAny(call[slash..], EngineActions);
    }

    private static bool StartsWithAny(string text, string[] beginnings) => beginnings.Any(each => text.StartsWith(each, StringComparison.Ordinal));
}
