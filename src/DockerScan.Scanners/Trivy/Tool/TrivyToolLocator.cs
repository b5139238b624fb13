using DockerScan.Core;
using DockerScan.Scanners.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>Finds the program and asks it once what it is.</summary>
internal sealed class TrivyToolLocator(
    IOptions<TrivyOptions> options, TrivyPaths paths, ProcessRunner processes, IIdGenerator ids, ILogger<TrivyToolLocator> logger) : IDisposable
{
    private const string Install = $"install Trivy {TrivyReleases.Current} (checksum verified) and name it in Trivy:Path, DOCKERSCAN_TRIVY or PATH";

    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _once = new(1, 1);
    private TrivyTool? _known;

    /// <summary>The program, or why not. A changed file is asked again.</summary>
    public async Task<TrivyToolResult> LocateAsync(CancellationToken cancellationToken)
    {
        var (path, problem) = Find();
        if (path is null)
        {
            return new TrivyToolResult { Problem = problem, NextStep = Install };
        }

        await _once.WaitAsync(cancellationToken);
        try
        {
            var file = new FileInfo(path);
            _known ??= JsonFile.TryRead(paths.ToolFile, TrivyJsonContext.Default.TrivyTool);
            if (_known is { Form: TrivyTool.CurrentForm, Flags: not null, Version: not null } known
                && known.Path == path && known.Length == file.Length && known.WrittenTicks == file.LastWriteTimeUtc.Ticks)
            {
                return Judge(known);
            }

            return await ProbeAsync(file, cancellationToken);
        }
        finally
        {
            _once.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _once.Dispose();

    private (string? Path, string Problem) Find()
    {
        foreach (var (source, value) in new[] { ("Trivy:Path", options.Value.Path), ("DOCKERSCAN_TRIVY", Environment.GetEnvironmentVariable("DOCKERSCAN_TRIVY")) })
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                return File.Exists(value) ? (Path.GetFullPath(value), string.Empty) : (null, $"{source} names {value}, which is not a file");
            }
        }

        var name = OperatingSystem.IsWindows() ? "trivy.exe" : "trivy";
        var found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        return found is null ? (null, "Trivy was not found") : (found, string.Empty);
    }

    private async Task<TrivyToolResult> ProbeAsync(FileInfo file, CancellationToken cancellationToken)
    {
        // The malicious releases do their harm as soon as they are started, whatever they are asked.
        var identity = await TrivyIdentityReader.ReadAsync(file.FullName, cancellationToken);
        if (identity.Version is { } told && TrivyReleases.IsRefused(told))
        {
            return Refuse(told);
        }

        using var work = PrivateDirectory.Create(Path.Combine(paths.Work, $"probe-{ids.NewId()}"));
        var version = RunAsync(file, work, ["--version"], cancellationToken);
        var help = RunAsync(file, work, ["image", "--help"], cancellationToken);
        await Task.WhenAll(version, help);
        var (versionResult, helpResult) = (await version, await help);
        if (!versionResult.IsSuccess || !helpResult.IsSuccess || TrivyHelp.Version(versionResult.StandardOutput) is not { } reported)
        {
            return new TrivyToolResult
            {
                Problem = $"{file.FullName} does not answer as Trivy does: {Describe(versionResult.IsSuccess ? helpResult : versionResult)}",
                NextStep = Install,
            };
        }

        var number = TrivyReleases.Number(reported) is null ? identity.Version ?? reported : reported;
        var tool = new TrivyTool
        {
            Form = TrivyTool.CurrentForm,
            Path = file.FullName,
            Length = file.Length,
            WrittenTicks = file.LastWriteTimeUtc.Ticks,
            Version = number,
            Reported = reported == number ? null : reported,
            IsFromNpm = identity.IsFromNpm,
            Flags = TrivyHelp.Flags(helpResult.StandardOutput),
            MisconfigurationName = TrivyHelp.MisconfigurationName(helpResult.StandardOutput),
        };
        _known = tool;
        logger.ToolFound(tool.Version, tool.Path);
        await KeepAsync(tool, cancellationToken);
        return Judge(tool);
    }

    private Task<ProcessResult> RunAsync(FileInfo file, PrivateDirectory work, string[] arguments, CancellationToken cancellationToken)
        => processes.RunAsync(
            new ProcessRequest { FileName = file.FullName, Arguments = arguments, WorkDirectory = work.Path, Timeout = ProbeLimit, Environment = TrivyEnvironment.Quiet },
            cancellationToken);

    private async Task KeepAsync(TrivyTool tool, CancellationToken cancellationToken)
    {
        try
        {
            await JsonFile.WriteAsync(paths.ToolFile, tool, TrivyJsonContext.Default.TrivyTool, ids.NewId(), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.ToolNotKept(e);
        }
    }

    private static TrivyToolResult Judge(TrivyTool tool)
    {
        if (TrivyReleases.IsRefused(tool.Version))
        {
            return Refuse(tool.Version);
        }

        var missing = TrivyArguments.Required.Where(flag => !tool.Has(flag)).ToList();
        return missing.Count == 0
            ? new TrivyToolResult { Tool = tool }
            : new TrivyToolResult { Problem = $"Trivy {tool.Version} lacks {string.Join(", ", missing)}", NextStep = Install };
    }

    private static TrivyToolResult Refuse(string version) => new()
    {
        Problem = $"Trivy {version} is refused: 0.69.4 to 0.69.6 were malicious releases (CVE-2026-33634)",
        NextStep = "remove it, rotate the credentials it could read, and install another version with its checksum verified",
    };

    private static string Describe(ProcessResult result)
        => result.StartError is { } error ? DisplayText.Clean(error, 200)
            : result.IsTimedOut ? "no answer in time"
            : result.ExitCode != 0 ? $"exit code {result.ExitCode}: {TrivyMessages.LastError(result.StandardError) ?? "no reason given"}"
            : "no version printed";
}
