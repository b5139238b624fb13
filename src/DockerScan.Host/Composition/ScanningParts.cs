using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Composition;

/// <summary>The files that scans work by, and the scanners that settings name: what is wrong with them is found at the start, not in the middle of a scan.</summary>
internal static class ScanningParts
{
    private const int MaxMessage = 600;
    private const int MaxLines = 10;

    /// <exception cref="SettingsException">Something is wrong; all of it at once.</exception>
    public static void Require(IServiceProvider provider)
    {
        if (Find(provider) is { Count: > 0 } problems)
        {
            throw new SettingsException(problems);
        }
    }

    /// <summary>What is wrong, one line each.</summary>
    public static IReadOnlyList<string> Find(IServiceProvider provider)
    {
        List<string> problems = [];
        Load(provider.GetRequiredService<Checklist>, problems);
        if (Load(() => provider.GetServices<IImageScanner>().Select(scanner => scanner.Id).ToList(), problems) is { } ids)
        {
            problems.AddRange(provider.GetRequiredService<IOptions<ScanningOptions>>().Value.RequiredScanners.Except(ids, StringComparer.Ordinal).Select(name => NotThere(name, ids)));
        }

        // Several parts may work by one file.
        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

    private static T? Load<T>(Func<T> load, List<string> problems)
        where T : class
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is InvalidDataException)
        {
            var lines = e.Message.Split('\n');
            var more = lines.Length > MaxLines ? FormattableString.Invariant($" ({lines.Length - MaxLines} more are not shown)") : string.Empty;
            problems.AddRange(lines.Take(MaxLines).Select(line => DisplayText.Clean(line, MaxMessage)));
            problems[^1] += $"{more}; mend the file, or leave its setting out for the one that is shipped";
            return null;
        }
    }

    private static string NotThere(string name, IReadOnlyList<string> ids)
        => name == StageIds.Sandbox ? $"Scan:RequiredScanners names {name}, and Sandbox:Enabled is false; change one of the two"
            : $"Scan:RequiredScanners names '{DisplayText.Clean(name, 40)}'; there are {string.Join(", ", ids)}{(NearestName.Find(name, ids) is { } near ? $"; did you mean {near}?" : string.Empty)}";
}
