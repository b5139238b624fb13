using System.Text.RegularExpressions;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>
/// Lines of a cron table. A job that starts nothing but a program which the image brought along and nobody changed adds nothing to what the
/// image's own command may do: services that make backups or renew certificates write such a line at each start.
/// </summary>
internal static partial class CronJobs
{
    private const int MaxLines = 20;

    // Not all of what is written there is seen.
    private static readonly string[] Passing = ["/tmp/", "/var/tmp/", "/dev/", "/run/", "/proc/"];

    /// <summary>True when there are jobs, and each starts only a file of the image that is as it was; false whenever that is in doubt.</summary>
    /// <param name="lines">The new lines of the table. Hostile text.</param>
    /// <param name="input">The run, with the image's files.</param>
    public static bool StartOnlyTheImagesOwn(IEnumerable<string> lines, BehaviorInput input)
    {
        var jobs = lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#' && !IsSetting(line)).Take(MaxLines + 1).ToList();
        return jobs.Count is > 0 and <= MaxLines && jobs.TrueForAll(job => IsOwn(job, input));
    }

    // What is set for the jobs must not bring code along.
    private static bool IsSetting(string line)
        => Setting().Match(line) is { Success: true } found && !found.Groups["name"].ValueSpan.StartsWith("LD_", StringComparison.Ordinal) && found.Groups["name"].Value is not ("ENV" or "BASH_ENV" or "SHELL" or "PATH");

    private static bool IsOwn(string job, BehaviorInput input)
        => Job().Match(job) is { Success: true } found && Brought(found.Groups["started"].Value, input) && !found.Groups["arguments"].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Any(word => IsMade(word, input));

    // What a program is given may be what it runs: an interpreter of the image's own, a launcher.
    private static bool IsMade(string word, BehaviorInput input)
        => word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..] is ['/', ..] path
            && (input.Paths.IsWritten(path) || Passing.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)));

    private static bool Brought(string path, BehaviorInput input)
        => !input.Paths.IsWritten(path) && input.Record.Image?.Resolve(path) is { Kind: ImageEntryKind.File } file && !input.Paths.IsWritten(file.Path);

    [GeneratedRegex(@"^(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*=[^`$()|;&<>]*$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Setting();

    // When, as whom where the table says so, and an interpreter with a script by its full path, a program that lies where no system keeps its own,
    // or one of those that services are renewed by. What lies in a system's folders can start or fetch anything. No word of the shell's but where its output goes.
    [GeneratedRegex(
        @"^(?:@[a-z]+|(?:[0-9A-Za-z*/,-]+\s+){4}[0-9A-Za-z*/,-]+)\s+(?:[a-z_][a-z0-9_-]*\s+)?"
        + @"(?:(?:(?:/usr(?:/local)?)?/bin/)?(?:(?:ba|da)?sh(?:\s+-[eux]+)?|python[0-9.]*|perl|php[0-9.]*|ruby|node)\s+(?<started>/[\w./-]+)"
        + @"|(?<started>/(?:usr/)?s?bin/(?:certbot|logrotate|freshclam|sa-update|geoipupdate))|(?<started>/(?:app|code|data|docker|etc|home|opt|root|scripts?|srv|usr/(?:lib|libexec|local|share|src)|var/(?:lib|www))/[\w./-]+|/[\w.-]+))"
        + @"(?<arguments>(?:\s+[\w./:=,@%+-]+)*)(?:\s*[12&]?>>?\s*(?:&[12]|/[\w./-]+))*$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Job();
}
