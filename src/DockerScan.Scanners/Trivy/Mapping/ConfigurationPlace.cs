using System.Text.RegularExpressions;
using DockerScan.Scanners.Autorun.Text;
using DockerScan.Scanners.ImageConfig.Secrets;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>Reads out of the masked line of a secret in the image configuration where it stands, so that what our own search finds too is one finding.</summary>
/// <remarks>Only a name right in front of the mask is taken: Trivy masks this secret, and not its neighbours.</remarks>
internal static partial class ConfigurationPlace
{
    private const int MaxLine = 4096;
    private const int MaxName = 120;
    private const string CreatedBy = "\"created_by\":";

    /// <summary>The place; null when no name stands before the mask.</summary>
    public static SecretPlace? Of(string? line)
    {
        if (line is null || line.Length > MaxLine || Named().Match(line) is not { Success: true } match || match.Groups["name"].Length > MaxName)
        {
            return null;
        }

        var name = match.Groups["name"].Value;
        var begin = line.IndexOf(CreatedBy, StringComparison.Ordinal);
        if (begin < 0)
        {
            // A label is a member of its own; in a value, a header for example, the name is none of ours.
            return match.Groups["equals"].Success ? new SecretPlace("ENV", name) : line.TrimStart().TrimStart('"').StartsWith(name, StringComparison.Ordinal) ? new SecretPlace("LABEL", name) : null;
        }

        var text = line[(begin + CreatedBy.Length)..].TrimStart(' ', '"');
        var step = HistoryStep.Parse(text);
        var isArgument = step.Instruction == "RUN" && text.IndexOf('|', StringComparison.Ordinal) is >= 0 and < 8 && !step.Body.Contains(match.Value, StringComparison.Ordinal);
        return new SecretPlace(isArgument ? "ARG" : step.Instruction, name);
    }

    [GeneratedRegex("""(?<name>[A-Za-z_][A-Za-z0-9_.-]*)(?:(?<equals>=)|\\?"?\s*:\s*)[\\"']?[\\"']?\*{3}""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
