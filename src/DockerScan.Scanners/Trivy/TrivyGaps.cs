using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy;

/// <summary>Finds what a successful run did not look at.</summary>
internal static class TrivyGaps
{
    private static readonly string[] JavaArchives = [".jar", ".war", ".ear", ".par"];

    /// <summary>One for each thing.</summary>
    public static IEnumerable<Gap> Of(
        TrivyTool tool, TrivyRun run, DatabaseRefresh refresh, MappedReport mapped, SystemAnswer system, ImageFileIndex? index, ImageConfiguration configuration)
    {
        if (run.HasDatabase && PackageGaps.Find(mapped, index, configuration, tool.Version) is { } packages)
        {
            yield return packages;
        }

        foreach (var gap in run is { HasDatabase: true, Database: { } used } ? OfData(used, system, mapped) : OfDatabase(run, refresh))
        {
            yield return gap;
        }

        if (mapped.Findings.Count < mapped.TotalFindings)
        {
            yield return new Gap(GapKind.FindingsCut, $"only the worst {mapped.Findings.Count} of {mapped.TotalFindings} findings were kept (Trivy:MaxFindings)");
        }

        foreach (var gap in run.HasDatabase ? OfJava(run, index) : [])
        {
            yield return gap;
        }
    }

    /// <summary>What the data does not know of packages that were compared with it.</summary>
    public static IEnumerable<Gap> OfData(DatabaseChoice used, SystemAnswer system, MappedReport mapped)
    {
        if (system.Gap is { } unknown)
        {
            yield return unknown;
        }

        if (ModularPackages.Find(system, mapped.PassedOver) is { } modules)
        {
            yield return modules;
        }

        if (used.IsSample)
        {
            yield return new Gap(
                GapKind.DatabaseSample, $"only the sample database was there, which knows a few vulnerabilities; next step: {DatabaseProvider.NextStep}");
        }
        else if (used.Database.Status == DatabaseStatus.Stale)
        {
            yield return new Gap(GapKind.DatabaseStale, $"the vulnerability database is stale: {used.Database.Reason}");
        }

        foreach (var gap in AdvisoryGaps.Find(DatabaseInspector.DatabaseFile(used.CacheFolder), system, mapped))
        {
            yield return gap;
        }
    }

    // Without one nothing was compared.
    private static IEnumerable<Gap> OfDatabase(TrivyRun run, DatabaseRefresh refresh)
    {
        if (run.Database is not { } choice)
        {
            yield break;
        }

        var why = choice.Database.Status switch
        {
            DatabaseStatus.Missing => "no vulnerability database",
            DatabaseStatus.Corrupt => "the vulnerability database is broken",
            DatabaseStatus.WrongVersion => "the vulnerability database is of another schema",
            _ => "no usable vulnerability database",
        };
        var refreshed = refresh.Outcome == DatabaseRefreshOutcome.Failed ? $" (refresh: {refresh.Detail})" : string.Empty;
        yield return new Gap(GapKind.DatabaseAbsent, $"{why}: {choice.Database.Reason ?? "not usable"}{refreshed}; next step: {DatabaseProvider.NextStep}");
    }

    /// <summary>What an index of Java archives that is too old leaves open; null where the image has no archives, or the index is not too old.</summary>
    public static Gap? OfJavaAge(TrivyRun run, TrivyDatabase java, ImageFileIndex? index)
        => run.HasJavaIndex && java.Status == DatabaseStatus.Stale && (index is null || index.Incomplete is not null || CountArchives(index) > 0)
            ? new Gap(GapKind.DatabaseStale, $"the Java database is stale: {java.Reason}; newer archives were named by their own Maven coordinates only")
            : null;

    private static int CountArchives(ImageFileIndex index)
        => index.Entries.Values.Count(entry => entry.Kind == ImageEntryKind.File
            && JavaArchives.Any(ending => entry.Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<Gap> OfJava(TrivyRun run, ImageFileIndex? index)
    {
        if (run.HasJavaIndex)
        {
            yield break;
        }

        if (index is null)
        {
            yield return new Gap(GapKind.FileListMissing, "the engine did not list the image's files, and there is no Java database: Java archives may have been overlooked");
            yield break;
        }

        var archives = CountArchives(index);
        if (archives > 0)
        {
            yield return new Gap(GapKind.JavaIndexAbsent, $"{archives} Java archives were named by their own Maven coordinates only: there is no Java database (java-db/ beside db/)");
        }
        else if (index.Incomplete is { } why)
        {
            yield return new Gap(GapKind.FileListIncomplete, $"Java archives may have been overlooked: there is no Java database, and the list of files is not whole: {why}");
        }
    }
}
