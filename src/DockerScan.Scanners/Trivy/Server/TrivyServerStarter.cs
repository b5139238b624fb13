using System.Security.Cryptography;
using DockerScan.Core;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Server.Rpc;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>Starts a server, in a folder of its own.</summary>
internal sealed class TrivyServerStarter(TrivyPaths paths, ServerDatabase databases, LoopbackPorts ports, ITrivyRpc rpc, IIdGenerator ids, TimeProvider time)
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
            var database = await databases.PlaceAsync(tool, choice, folder.Path, mayShare: true, cancellationToken);
            var problem = database.Problem;
            var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
            for (var i = 0; run is null && database.Source is not null && i < Tries; i++)
            {
                ServerScratch.TryMake(folder.Path);
                var port = ports.Free();
                var (process, reason) = await StartAsync(tool, folder.Path, id, port, token, database.IsShared, cancellationToken);
                problem = reason;
                run = process is null ? null : new TrivyServerRun(process, StateOf(id, process, port, token, folder.Path, tool, database.Source), folder);
                if (run is null && database.IsShared)
                {
                    // It may not be what its version says.
                    database = await databases.PlaceAsync(tool, choice, folder.Path, mayShare: false, cancellationToken);
                    problem = database.Problem ?? problem;
                }
            }

            return new TrivyServerResult(run, run is null ? problem : null);
        }
        finally
        {
            if (run is null)
            {
                ServerScratch.TryDelete(folder.Path);
                folder.Dispose();
            }
        }
    }

    private async Task<(TrivyServerProcess? Process, string? Problem)> StartAsync(TrivyTool tool, string folder, string id, int port, string token, bool isShared, CancellationToken cancellationToken)
    {
        var work = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
        var variables = new Dictionary<string, string>(TrivyEnvironment.Quiet, StringComparer.Ordinal) { ["TRIVY_TOKEN"] = token };
        var process = await TrivyServerProcess.StartAsync(tool.Path, TrivyArguments.Server(folder, port), work, variables, ServerScratch.FindFolder(folder), time, cancellationToken);
        var isReady = false;
        try
        {
            var problem = await ProblemAsync(process, port, $"/{id}/db/trivy.db", isShared, cancellationToken);
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
    private async Task<string?> ProblemAsync(TrivyServerProcess process, int port, string database, bool isShared, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!process.Ended.IsCompleted)
        {
            if (LinuxProcess.Listens(process.Id, port) && await rpc.IsHealthyAsync(port, cancellationToken))
            {
                return !LinuxProcess.HasOpen(process.Id, database) ? "it does not have its own copy of the database open"
                    : isShared && LinuxProcess.Writes(process.Id, database) ? "it opened the database for writing, which others have too"
                    : null;
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
