using System.Globalization;
using System.Security.Cryptography;
using DockerScan.Core;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Server.Rpc;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>Starts a server on a copy of the database: Trivy before 0.68 locks it, and a command would wait for ever.</summary>
internal sealed class TrivyServerStarter(TrivyPaths paths, DatabaseInspector inspector, LoopbackPorts ports, TrivyServerBounds bounds, ITrivyRpc rpc, IIdGenerator ids, TimeProvider time)
{
    private const int Tries = 3;
    private const int TokenBytes = 32;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts one and waits until it answers.</summary>
    public async Task<TrivyServerResult> StartAsync(TrivyTool tool, DatabaseChoice choice, CancellationToken cancellationToken)
    {
        var id = ids.NewId();
        var folder = PrivateDirectory.Create(Path.Combine(paths.Servers, id));
        TrivyServerRun? run = null;
        try
        {
            var (source, problem) = await CopyAsync(choice, folder.Path, cancellationToken);
            if (source is null)
            {
                return new TrivyServerResult(null, problem);
            }

            var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
            for (var i = 0; run is null && i < Tries; i++)
            {
                var port = ports.Free();
                var (process, reason) = await StartAsync(tool, folder.Path, id, port, token, cancellationToken);
                problem = reason;
                run = process is null ? null : new TrivyServerRun(process, StateOf(id, process, port, token, folder.Path, tool, source), folder);
            }

            return new TrivyServerResult(run, run is null ? problem : null);
        }
        finally
        {
            if (run is null)
            {
                folder.Dispose();
            }
        }
    }

    private async Task<(DatabaseSource? Source, string? Problem)> CopyAsync(DatabaseChoice choice, string folder, CancellationToken cancellationToken)
    {
        if (DatabaseProvider.SourceOf(choice) is not { } source)
        {
            return (null, "the database cannot be read");
        }

        if (new DriveInfo(folder).AvailableFreeSpace is var free && free < source.Length + bounds.SpareBytes)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"its copy of the database does not fit on the disk of Trivy:CacheDirectory ({free / (1024 * 1024)} MiB free)"));
        }

        Directory.CreateDirectory(Path.Combine(folder, "db"));
        await CopyAsync(DatabaseInspector.DatabaseFile(choice.SourceFolder), DatabaseInspector.DatabaseFile(folder), cancellationToken);
        await CopyAsync(DatabaseInspector.MetadataFile(choice.SourceFolder), DatabaseInspector.MetadataFile(folder), cancellationToken);
        var copy = inspector.Inspect(folder);
        return DatabaseProvider.SourceOf(choice) != source || copy.UpdatedAt != choice.Database.UpdatedAt || !copy.IsUsable
            ? (null, "the database was replaced while it was copied")
            : (source, null);
    }

    // The operator's may be read only, and old releases open it for writing.
    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var reader = DatabaseStream.OpenRead(from);
        await using var writer = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await reader.CopyToAsync(writer, cancellationToken);
    }

    private async Task<(TrivyServerProcess? Process, string? Problem)> StartAsync(
        TrivyTool tool, string folder, string id, int port, string token, CancellationToken cancellationToken)
    {
        var work = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
        var variables = new Dictionary<string, string>(TrivyEnvironment.Quiet, StringComparer.Ordinal) { ["TRIVY_TOKEN"] = token };
        var process = await TrivyServerProcess.StartAsync(tool.Path, TrivyArguments.Server(folder, port), work, variables, time, cancellationToken);
        var isReady = false;
        try
        {
            var problem = await ProblemAsync(process, port, $"/{id}/db/trivy.db", cancellationToken);
            isReady = problem is null;
            return (isReady ? process : null, problem);
        }
        finally
        {
            if (!isReady)
            {
                await process.DisposeAsync();
            }
        }
    }

    // Nothing is sent before the kernel says that the port is this process's: another may have been quicker.
    private async Task<string?> ProblemAsync(TrivyServerProcess process, int port, string database, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!process.Ended.IsCompleted)
        {
            if (LinuxProcess.Listens(process.Id, port) && await rpc.IsHealthyAsync(port, cancellationToken))
            {
                return LinuxProcess.HasOpen(process.Id, database) ? null : "it does not have its own copy of the database open";
            }

            if (time.GetElapsedTime(started) > StartLimit)
            {
                return $"it did not answer within {StartLimit.TotalSeconds:F0} s";
            }

            await Task.Delay(Poll, time, cancellationToken);
        }

        return $"it ended at once: {TrivyMessages.LastError(process.Log) ?? "no reason given"}";
    }

    private static TrivyServerState StateOf(string id, TrivyServerProcess process, int port, string token, string folder, TrivyTool tool, DatabaseSource source)
    {
        var copy = new FileInfo(DatabaseInspector.DatabaseFile(folder));
        return new TrivyServerState
        {
            Form = TrivyServerState.CurrentForm,
            Id = id,
            ProcessId = process.Id,
            ProcessStart = LinuxProcess.StartedAt(process.Id) ?? -1,
            Port = port,
            Token = token,
            Folder = folder,
            ToolPath = tool.Path,
            ToolLength = tool.Length,
            ToolWrittenTicks = tool.WrittenTicks,
            Source = source,
            CopyLength = copy.Length,
            CopyWrittenTicks = copy.LastWriteTimeUtc.Ticks,
        };
    }
}

/// <summary>A server, or why there is none.</summary>
/// <param name="Run">The server; null when there is none.</param>
/// <param name="Problem">Why not; null when there is one.</param>
internal sealed record TrivyServerResult(TrivyServerRun? Run, string? Problem);
