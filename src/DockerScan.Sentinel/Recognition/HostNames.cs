namespace DockerScan.Sentinel.Recognition;

/// <summary>Names of hosts out of the target's bytes. What does not look like a name is not taken for one.</summary>
internal static class HostNames
{
    private const int MaxChars = 253;

    /// <summary>The name in lower case, without port and last dot; null when it is an address or no name.</summary>
    public static string? Of(string? host)
    {
        var colon = host?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        var name = (colon < 0 ? host : host![..colon])?.TrimEnd('.').ToLowerInvariant();
        return string.IsNullOrEmpty(name) || name.Length > MaxChars || name.StartsWith('.') || !name.Any(char.IsAsciiLetter)
            || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) ? null : name;
    }
}
