using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Languages;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Matching;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.Scanners.Trivy.Tool;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy;

/// <summary>Vulnerabilities, secrets, misconfigurations and packages, by Trivy as a process.</summary>
internal sealed class TrivyScanner(
    IOptions<TrivyOptions> options,
    TrivyToolLocator locator,
    TrivyDatabaseRefresher refresher,
    DatabaseProvider databases,
    JavaInspector java,
    TrivyRunner runner,
    KnownContent known,
    TrivyReportMapper mapper,
    SystemsTable systems,
    SystemJudge judge,
    TimeProvider time,
    ILogger<TrivyScanner> logger) : IImageScanner
{
    // Raised with every change of this scanner's answers, so that kept results are not taken for new ones.
    private const string Revision = "9";
    private const long MinFreeBytes = 64L * 1024 * 1024;
    private const long SizeStep = 100L * 1024 * 1024;

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Id => StageIds.Trivy;

    /// <inheritdoc/>
    public async Task<ScannerIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var located = await LocateAsync(cancellationToken);
        return new ScannerIdentity(Id, $"{located.Tool?.Version ?? "missing"}/{Revision}/{systems.Version}", databases.Choose().Identity);
    }

    /// <inheritdoc/>
    public TimeSpan GetTimeLimit(TargetImage image)
        => RunLimit(image) + TimeSpan.FromSeconds(options.Value.RefreshTimeoutSeconds) + TimeSpan.FromSeconds(options.Value.MaxWaitSeconds) + Slack;

    /// <inheritdoc/>
    public async Task<ScannerOutcome> ScanAsync(ScannerInput input, CancellationToken cancellationToken)
    {
        var located = await LocateAsync(cancellationToken);
        if (located.Tool is not { } tool)
        {
            return ScannerOutcome.Without(StageOutcome.Failed, $"{located.Problem}; next step: {located.NextStep}");
        }

        if (input.Image.LayerCount == 0)
        {
            return Empty(tool, time.GetUtcNow());
        }

        try
        {
            var refresh = await refresher.RefreshForScanAsync(cancellationToken);
            // Read while Trivy runs: what its report is judged by.
            var running = runner.RunAsync(tool, input.Image.ImageId, RunLimit(input.Image), cancellationToken);
            var reading = ReadAsync(input.Content, cancellationToken);
            await Task.WhenAll(running, reading);
            var (run, image) = (await running, await reading);
            var evidence = TrivyEvidence.Create(tool, run, refresh, time.GetUtcNow());
            return TrivyFailure.Of(run, KnownCause(input.Image)) is { } failure
                ? failure with { Evidence = evidence }
                : await SucceedAsync(input, image, tool, run, refresh, evidence, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.CacheUnusable(e);
            return ScannerOutcome.Without(
                StageOutcome.Failed, $"Trivy's cache folder cannot be used ({e.GetType().Name}); next step: check space and rights of Trivy:CacheDirectory");
        }
    }

    private async Task<ScannerOutcome> SucceedAsync(
        ScannerInput input, ImageRead image, TrivyTool tool, TrivyRun run, DatabaseRefresh refresh, IReadOnlyDictionary<string, string> evidence, CancellationToken cancellationToken)
    {
        // Beside the mapping: neither needs the other.
        var keeping = Task.Run(() => KeepAsync(input, image, tool, run, cancellationToken), CancellationToken.None);
        try
        {
            return await MapAsync(input, image, tool, run, refresh, cancellationToken) with { Packages = await keeping, Evidence = evidence };
        }
        finally
        {
            await ((Task)keeping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<PackageRecord?> KeepAsync(ScannerInput input, ImageRead image, TrivyTool tool, TrivyRun run, CancellationToken cancellationToken)
        => (run.Known ?? await known.KeepAsync(tool, input.Image.ImageId, run, new ImageFacts(image.Needed, image.OsRelease), cancellationToken)) is { } analysis ? StoredPackages.Pack(analysis) : null;

    private async Task<ScannerOutcome> MapAsync(ScannerInput input, ImageRead image, TrivyTool tool, TrivyRun run, DatabaseRefresh refresh, CancellationToken cancellationToken)
    {
        var (index, needed, own) = image;
        var report = run.Report!.Report!;
        var system = judge.Judge(report.Metadata?.Os, own, tool.Version, run.Notices, TrivyReportMapper.OsPackages(report));
        var mapped = mapper.Map(report, options.Value.MaxFindings, needed, system);
        var gaps = TrivyGaps.Of(tool, run, refresh, mapped, system, index, input.Image.Configuration).ToList();
        if (run.HasDatabase && index is not null)
        {
            gaps.AddRange(await ContentGapsAsync(input, mapped, system, index, cancellationToken));
        }

        if (run.Database is { } used && TrivyGaps.OfJavaAge(run, java.Inspect(used.CacheFolder), index) is { } old)
        {
            gaps.Add(old);
        }

        if (OneString(input.Image.Configuration) is { } form)
        {
            gaps.Add(new Gap(GapKind.ConfigurationUnreadable, form));
        }

        return ScannerOutcome.With(gaps) with
        {
            Findings = DeletedFiles.Mark(mapped.Findings, index),
            OperatingSystem = mapped.OperatingSystem,
            // Without a database packages are not looked for, and nothing found is no number.
            PackageCount = run.HasDatabase || mapped.PackageCount > 0 ? mapped.PackageCount : null,
        };
    }

    private static async Task<ImageRead> ReadAsync(IImageContent content, CancellationToken cancellationToken)
    {
        var index = await TryIndexAsync(content, cancellationToken);
        return new ImageRead(index, await NeededAsync(content, index, cancellationToken), await TryOsReleaseAsync(content, index, cancellationToken));
    }

    // Only what advice is given, so that a list that cannot be had costs nothing but the better advice.
    private static async Task<IReadOnlySet<string>> NeededAsync(IImageContent content, ImageFileIndex? index, CancellationToken cancellationToken)
    {
        try
        {
            return NeededPackages.Read(index?.Resolve(NeededPackages.StatusFile) is { Kind: ImageEntryKind.File } entry
                ? await content.ReadAsync(entry.Path, NeededPackages.MaxStatusBytes, cancellationToken)
                : null);
        }
        catch (EngineException)
        {
            return NeededPackages.Always;
        }
    }

    // What is only seen in files of the image.
    private static async Task<IReadOnlyList<Gap>> ContentGapsAsync(ScannerInput input, MappedReport mapped, SystemAnswer system, ImageFileIndex index, CancellationToken cancellationToken)
    {
        try
        {
            var gaps = await LanguageGaps.FindAsync(mapped, index, input, cancellationToken);
            return mapped.OsPackageCount > 0 && await MixedSystems.FindAsync(system, input.Content, index, cancellationToken) is { } mixed ? [mixed, .. gaps] : gaps;
        }
        catch (EngineException e)
        {
            return [new Gap(GapKind.FileListIncomplete, $"files that tell what Trivy does not read could not be read: {DisplayText.Clean(e.Failure.Message, 200)}")];
        }
    }

    // It names a system that Trivy does not; without it the report's word is all there is.
    private static async Task<OsRelease?> TryOsReleaseAsync(IImageContent content, ImageFileIndex? index, CancellationToken cancellationToken)
    {
        try
        {
            return index is null ? null : await OsRelease.ReadAsync(content, index, cancellationToken);
        }
        catch (EngineException)
        {
            return null;
        }
    }

    // Trivy ends with an error there, and there is nothing in it: no package, no file, no secret in one.
    private static ScannerOutcome Empty(TrivyTool tool, DateTimeOffset now)
        => ScannerOutcome.With([new Gap(GapKind.ConfigurationUntested, "the image has no layers, so there was nothing for Trivy to scan")]) with
        {
            PackageCount = 0,
            Evidence = new Dictionary<string, string>(TrivyEvidence.OfTool(tool, now)) { ["layers"] = "0" },
        };

    // What is known beforehand of why Trivy gives no report and no reason. Most specific first.
    private string? KnownCause(TargetImage image)
    {
        if (OneString(image.Configuration) is { } form)
        {
            return form;
        }

        return runner.FreeBytes() is < MinFreeBytes and var free
            ? string.Create(CultureInfo.InvariantCulture, $"the disk of its cache is full ({free / (1024 * 1024)} MiB free); next step: make room at Trivy:CacheDirectory")
            : null;
    }

    // The engine gives one string as one word; an ordinary word has no blank in it. Trivy refuses it, unless it has the layers in its cache.
    private static string? OneString(ImageConfiguration configuration)
    {
        foreach (var (name, words) in (ReadOnlySpan<(string, IReadOnlyList<string>)>)[("CMD", configuration.Command), ("ENTRYPOINT", configuration.Entrypoint)])
        {
            if (words is [var only] && only.Contains(' ', StringComparison.Ordinal))
            {
                return $"{name} is one string (\"{DisplayText.Clean(only, 100)}\") where a list of words belongs, and Trivy does not read such a configuration; "
                    + $"next step: build the image anew with {name} as a list, or in shell form";
            }
        }

        return null;
    }

    private static async Task<ImageFileIndex?> TryIndexAsync(IImageContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await content.GetIndexAsync(cancellationToken);
        }
        catch (EngineException)
        {
            // Null is a gap of its own: without the list nobody can say that nothing was overlooked.
            return null;
        }
    }

    private async Task<TrivyToolResult> LocateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await locator.LocateAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.CacheUnusable(e);
            return new TrivyToolResult
            {
                Problem = $"Trivy's cache folder cannot be used ({e.GetType().Name})",
                NextStep = "check space and rights of Trivy:CacheDirectory",
            };
        }
    }

    private TimeSpan RunLimit(TargetImage image)
    {
        var steps = (Math.Max(0, image.SizeBytes) + SizeStep - 1) / SizeStep;
        return TimeSpan.FromSeconds(Math.Min(
            options.Value.MaxTimeoutSeconds, options.Value.BaseTimeoutSeconds + ((double)steps * options.Value.SecondsPer100MiB)));
    }

    private sealed record ImageRead(ImageFileIndex? Index, IReadOnlySet<string> Needed, OsRelease? OsRelease);
}
