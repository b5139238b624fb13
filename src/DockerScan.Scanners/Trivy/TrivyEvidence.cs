using System.Globalization;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy;

/// <summary>What proves a run.</summary>
internal static class TrivyEvidence
{
    /// <summary>Everything that is known, and nothing that is not.</summary>
    public static IReadOnlyDictionary<string, string> Create(TrivyTool tool, TrivyRun run, DatabaseRefresh refresh, DateTimeOffset now)
    {
        var evidence = OfTool(tool, now);
        evidence["waitedMs"] = Text((long)run.Waited.TotalMilliseconds);
        if (run.Database is { } choice)
        {
            evidence["database"] = $"{choice.Name}, {choice.Database.Status}";
            if (choice.Database.UpdatedAt is { } updated)
            {
                evidence["databaseUpdatedAt"] = updated.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
                evidence["databaseAgeHours"] = Text((long)(now - updated).TotalHours);
            }
        }

        if (refresh.Outcome == DatabaseRefreshOutcome.Failed)
        {
            evidence["databaseRefresh"] = refresh.Detail;
        }

        if (run.Known is { } known)
        {
            evidence["way"] = "the image's content is known from an earlier run of the command; a Trivy server compared its packages";
            evidence["contentFoundAt"] = known.FoundAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            evidence["flags"] = known.Flags;
        }

        if (run.Process is { } process)
        {
            evidence["exitCode"] = Text(process.ExitCode);
            evidence["flags"] = TrivyArguments.Describe(run.Arguments);
            evidence["stderrTail"] = TrivyMessages.Tail(process.StandardError);
        }

        if (run.Report?.Report is not null)
        {
            evidence["schemaVersion"] = Text(TrivyReport.SupportedSchema);
        }

        return evidence;
    }

    /// <summary>Which Trivy it was.</summary>
    public static Dictionary<string, string> OfTool(TrivyTool tool, DateTimeOffset now)
    {
        var evidence = new Dictionary<string, string>(StringComparer.Ordinal) { ["version"] = tool.Version };
        if (tool.Reported is { } reported)
        {
            evidence["reportedVersion"] = reported;
        }

        if (TrivyReleases.ReleasedOn(tool.Version) is { } day)
        {
            evidence["released"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (TrivyAge.Notice(tool, now) is { } notice)
        {
            evidence[StageReport.NoticeKey] = notice;
        }

        return evidence;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
