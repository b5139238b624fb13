namespace DockerScan.Web.Pages;

/// <summary>Where one goes back to: a path of this listener, and nothing that a browser reads as somebody else's.</summary>
internal static class LocalPath
{
    private const int Longest = 2000;

    public static string Of(string? path)
        => path is ['/', ..] and not ['/', '/' or '\\', ..] && path.Length <= Longest && !path.Any(char.IsControl) && !path.Contains('\\', StringComparison.Ordinal) ? path : "/";
}
