namespace DockerScan.Reporting.Markdown;

/// <summary>A line of an image's history as the line of a Dockerfile that it was.</summary>
internal static class DockerfileStep
{
    // The classic builder writes the shell before each RUN, and "#(nop)" before all that runs nothing; BuildKit writes its own name after.
    private const string Shell = "/bin/sh -c ";
    private const string Nothing = "#(nop)";
    private const string BuildKit = "# buildkit";

    public static string Of(string createdBy)
    {
        var text = createdBy.AsSpan().Trim();
        if (text.EndsWith(BuildKit, StringComparison.Ordinal))
        {
            text = text[..^BuildKit.Length].TrimEnd();
        }

        if (text.StartsWith(Shell, StringComparison.Ordinal))
        {
            text = text[Shell.Length..].TrimStart();
            return text.StartsWith(Nothing, StringComparison.Ordinal) ? text[Nothing.Length..].TrimStart().ToString() : $"RUN {text}";
        }

        return text.StartsWith($"RUN {Shell}", StringComparison.Ordinal) ? $"RUN {text["RUN ".Length..][Shell.Length..]}" : text.ToString();
    }
}
