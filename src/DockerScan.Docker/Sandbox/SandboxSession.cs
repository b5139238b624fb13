using System.Net;
using System.Runtime.CompilerServices;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Sandbox;
using DockerScan.Docker.Connection;
using DockerScan.Docker.Files;
using Microsoft.Extensions.Logging;

namespace DockerScan.Docker.Sandbox;

/// <summary>One sandbox's containers.</summary>
internal sealed class SandboxSession : ISandboxSession
{
    private const long PathBytes = 4096;

    private static readonly TimeSpan CreateLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FreezeLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RemoveLimit = TimeSpan.FromSeconds(30);

    private static readonly SandboxRole[] RemovalOrder = [SandboxRole.Inspector, SandboxRole.Target, SandboxRole.Network];

    private readonly DockerConnection _connection;
    private readonly SandboxContainers _containers;
    private readonly Func<CancellationToken, Task> _release;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SandboxPart[] _parts;
    private readonly SharedFiles _shared;
    private readonly CancellationTokenSource _closed = new();
    private Task _preparing = Task.CompletedTask;
    private int _isDisposed;

    /// <param name="connection">The engine.</param>
    /// <param name="containers">The container profile.</param>
    /// <param name="release">Gives back, after the containers, what was brought or made for this sandbox.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public SandboxSession(
        DockerConnection connection,
        SandboxContainers containers,
        Func<CancellationToken, Task> release,
        TimeProvider time,
        ILogger logger)
    {
        (_connection, _containers, _release, _time, _logger) = (connection, containers, release, time, logger);
        _shared = new SharedFiles(connection);
        _parts = [.. Enum.GetValues<SandboxRole>().Select(role => new SandboxPart(connection, role))];
    }

    /// <summary>What was put into the target before it ran.</summary>
    public PlantedFiles Planted { get; set; } = PlantedFiles.None;

    /// <summary>Tells an image that cannot be started from an engine that fails; null when whatever fails is the engine's.</summary>
    public StartControl? Control { get; set; }

    /// <summary>Why the target cannot be started, when that is known without trying.</summary>
    public string? Refused { get; set; }

    /// <summary>Begins to make what is not started yet, while something else already is. What it fails of is told by the next start but the network's.</summary>
    public void Prepare(Func<CancellationToken, Task> prepare) => _preparing = prepare(_closed.Token);

    /// <summary>Ends when all is made.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public Task PreparedAsync(CancellationToken cancellationToken) => _preparing.WaitAsync(cancellationToken);

    /// <summary>Lets go of a container's streams, as the end of this program does.</summary>
    public void LetGo(SandboxRole role) => Part(role).Output.Close();

    /// <summary>Creates a container.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public Task<string> CreateAsync(SandboxRole role, CreateContainerParameters parameters, CancellationToken cancellationToken)
        => Part(role).CreateAsync(
            async () =>
            {
                var created = await _connection.CallAsync(
                    $"create the sandbox's {role} container",
                    CreateLimit,
                    (client, token) => client.Containers.CreateContainerAsync(parameters, token),
                    CancellationToken.None);
                foreach (var warning in created.Warnings ?? [])
                {
                    SandboxLog.EngineWarns(_logger, DisplayText.Clean(warning, 200));
                }

                return created.ID;
            },
            cancellationToken);

    public async Task<string?> StartAsync(SandboxRole role, CancellationToken cancellationToken)
    {
        var part = Part(role);
        if (role != SandboxRole.Network)
        {
            await PreparedAsync(cancellationToken);
        }

        if (role == SandboxRole.Target && _containers.TargetWords.Count == 0)
        {
            return "it names no command";
        }

        if (role == SandboxRole.Target && Refused is not null)
        {
            return Refused;
        }

        var id = await part.IdAsync(cancellationToken);
        await part.Output.AttachAsync(id, cancellationToken);
        part.IsStarted = true;
        try
        {
            await _connection.CallAsync(
                $"start the sandbox's {role} container",
                (client, token) => client.Containers.StartContainerAsync(id, new ContainerStartParameters(), token),
                cancellationToken);
            return null;
        }
        catch (EngineException failure) when (role == SandboxRole.Target)
        {
            // Nothing will ever come.
            part.Output.Close();
            if (StartFailure.MayBeImage(failure) is { } words && await IsImageAtFaultAsync(mustStart: true, cancellationToken))
            {
                return words;
            }

            throw;
        }
    }

    /// <summary>Creates the target. An image that makes the engine refuse it is one that cannot be started, see <see cref="Refused"/>.</summary>
    /// <returns>Its id, or null.</returns>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task<string?> TryCreateTargetAsync(CreateContainerParameters parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await CreateAsync(SandboxRole.Target, parameters, cancellationToken);
        }
        catch (EngineException failure) when (StartFailure.MayBeImage(failure) is not null)
        {
            if (!await IsImageAtFaultAsync(mustStart: false, cancellationToken))
            {
                throw;
            }

            Refused = StartFailure.MayBeImage(failure);
            return null;
        }
    }

    private async Task<bool> IsImageAtFaultAsync(bool mustStart, CancellationToken cancellationToken)
        => Control is not null && await Control.WorksAsync(await Part(SandboxRole.Network).IdAsync(cancellationToken), mustStart, cancellationToken);

    public async IAsyncEnumerable<SandboxLine> ReadLinesAsync(
        SandboxRole role, long maxBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var part = Part(role);
        var id = await part.IdAsync(cancellationToken);
        var isCut = false;
        await foreach (var line in part.Output.ReadAsync(id, maxBytes, cancellationToken))
        {
            isCut = line.IsCut;
            yield return line;
        }

        if (!isCut && part.IsStarted && _isDisposed == 0)
        {
            await CheckEndedAsync(role, cancellationToken);
        }
    }

    public async Task<SandboxExit> WaitAsync(SandboxRole role, CancellationToken cancellationToken)
    {
        var part = Part(role);
        var id = await part.IdAsync(cancellationToken);
        if (!part.IsStarted)
        {
            throw new InvalidOperationException("a container that was not started does not end");
        }

        var exit = await _connection.CallAsync(
            "wait for a container's end",
            Timeout.InfiniteTimeSpan,
            (client, token) => client.Containers.WaitContainerAsync(id, token),
            cancellationToken);
        var state = (await InspectAsync(id, includeSize: false, cancellationToken)).State;
        var error = FirstGiven(state?.Error, exit.Error?.Message);
        return new SandboxExit(state?.ExitCode ?? exit.StatusCode, state?.OOMKilled == true, error is null ? null : DisplayText.Clean(error, 400));
    }

    public async Task<long> GetWrittenBytesAsync(long sharedBefore, CancellationToken cancellationToken)
    {
        var id = await Part(SandboxRole.Target).IdAsync(cancellationToken);
        var shared = _shared.CountAsync(await Part(SandboxRole.Network).IdAsync(cancellationToken), cancellationToken);
        var layer = InspectAsync(id, includeSize: true, cancellationToken);
        var paths = GetChangesAsync(0, cancellationToken);
        await Task.WhenAll(shared, layer, paths);
        // The engine counts what files hold. Folders and empty files hold nothing, and take a block or an inode each all the same.
        return Math.Max(Math.Max(0, ((await layer).SizeRw ?? 0) - Planted.Bytes), (await paths).Total * PathBytes) + Math.Max(0, await shared - sharedBefore);
    }

    public async Task<TargetHold> FreezeAsync(CancellationToken cancellationToken)
    {
        var id = await Part(SandboxRole.Target).IdAsync(cancellationToken);
        try
        {
            return await _connection.CallAsync("freeze the target", FreezeLimit, (client, token) => PauseAsync(client, id, token), cancellationToken);
        }
        catch (EngineException exception) when (exception.InnerException is OperationCanceledException or TimeoutException)
        {
            // A kill ends what is half frozen, too.
            return TargetHold.CannotFreeze;
        }
    }

    public async Task<IReadOnlyList<string>> TopAsync(CancellationToken cancellationToken)
    {
        var id = await Part(SandboxRole.Target).IdAsync(cancellationToken);
        return await _connection.CallAsync(
            "list the target's processes",
            (client, token) => TopAsync(client, id, token),
            cancellationToken);
    }

    public async Task StopAsync(SandboxRole role, CancellationToken cancellationToken)
    {
        var id = await Part(role).IdAsync(cancellationToken);
        var signal = role == SandboxRole.Target ? "SIGKILL" : "SIGTERM";
        if (role == SandboxRole.Target)
        {
            // Else the engine would wait with its end for a reader that may be the caller of this.
            Part(role).Output.Drop();
        }

        var isSent = await _connection.CallAsync("signal a container", (client, token) => KillAsync(client, id, signal, token), cancellationToken);
        if (isSent)
        {
            await TryWaitAsync(id, cancellationToken);
        }
    }

    public async Task<SandboxChanges> GetChangesAsync(int maxPaths, CancellationToken cancellationToken)
    {
        var id = await Part(SandboxRole.Target).IdAsync(cancellationToken);
        return await _connection.CallAsync(
            "list what the target changed",
            Timeout.InfiniteTimeSpan,
            (client, token) => RawEngine.GetAsync(
                client, $"containers/{id}/changes", (body, limited) => new ChangeReader(maxPaths, Planted).ReadAsync(body, limited), token),
            cancellationToken);
    }

    public async Task<ImageFile?> ReadFileAsync(SandboxRole role, string path, int maxBytes, CancellationToken cancellationToken)
    {
        var id = await Part(role).IdAsync(cancellationToken);
        return await _connection.CallAsync(
            "read a file of a container",
            Timeout.InfiniteTimeSpan,
            (client, token) => ContainerFiles.ReadAsync(client, id, path, maxBytes, token),
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        var started = _time.GetTimestamp();
        // What it failed of was told by a start, or nobody came that far.
        await _closed.CancelAsync();
        await _preparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var limit = new CancellationTokenSource(RemoveLimit, _time);
        // Whoever joined another's namespaces goes before it.
        foreach (var role in RemovalOrder)
        {
            await TryAsync($"container {role}", Part(role).RemoveAsync, limit.Token);
            Part(role).Dispose();
        }

        await TryAsync("image", _release, limit.Token);
        _closed.Dispose();
        SandboxLog.Closed(_logger, (long)_time.GetElapsedTime(started).TotalMilliseconds);
    }

    private static string? FirstGiven(params string?[] texts) => Array.Find(texts, text => !string.IsNullOrEmpty(text));

    private static async Task<IReadOnlyList<string>> TopAsync(IDockerClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await RawEngine.GetAsync(
                client,
                $"containers/{id}/top?ps_args=-eo%20pid%2Cargs",
                async (body, token) => TopReader.Read((await RawEngine.ReadAtMostAsync(body, TopReader.MaxBytes, token)).Span),
                cancellationToken);
        }
        catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            // It does not run (any more).
            return [];
        }
    }

    private static async Task<TargetHold> PauseAsync(IDockerClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            await client.Containers.PauseContainerAsync(id, cancellationToken);
            return TargetHold.Frozen;
        }
        catch (DockerApiException exception) when (exception.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            // It does not run any more.
            return TargetHold.Ended;
        }
        catch (DockerApiException)
        {
            return TargetHold.CannotFreeze;
        }
    }

    private static async Task<bool> KillAsync(IDockerClient client, string id, string signal, CancellationToken cancellationToken)
    {
        try
        {
            await client.Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = signal }, cancellationToken);
            return true;
        }
        catch (DockerApiException exception) when (exception.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            // It does not run (any more).
            return false;
        }
    }

    private SandboxPart Part(SandboxRole role) => _parts[(int)role];

    private Task<ContainerInspectResponse> InspectAsync(string id, bool includeSize, CancellationToken cancellationToken)
        => _connection.CallAsync(
            "inspect a container",
            (client, token) => client.Containers.InspectContainerAsync(id, new ContainerInspectParameters { IncludeSize = includeSize }, token),
            cancellationToken);

    // The stream also ends when the engine goes away. Then what was seen is not all there was.
    private async Task CheckEndedAsync(SandboxRole role, CancellationToken cancellationToken)
    {
        var id = await Part(role).IdAsync(cancellationToken);
        if (!await TryWaitAsync(id, cancellationToken) && _isDisposed == 0)
        {
            throw new EngineException(new ScanFailure(
                FailureKind.EngineUnavailable, $"The container engine broke off the output of the sandbox's {role} container, which still runs"));
        }
    }

    private async Task<bool> TryWaitAsync(string id, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(StopLimit, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _connection.CallAsync(
                "wait for a container's end",
                Timeout.InfiniteTimeSpan,
                (client, token) => client.Containers.WaitContainerAsync(id, token),
                linked.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task TryAsync(string what, Func<CancellationToken, Task> remove, CancellationToken cancellationToken)
    {
        try
        {
            await remove(cancellationToken);
        }
        catch (EngineException exception)
        {
            SandboxLog.Left(_logger, what, exception.Failure.Message);
        }
        catch (OperationCanceledException)
        {
            SandboxLog.Left(_logger, what, "the engine did not answer in 30 s");
        }
    }
}
