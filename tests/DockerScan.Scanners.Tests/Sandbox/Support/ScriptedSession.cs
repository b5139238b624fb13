using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using DockerScan.Core.Content;
using DockerScan.Core.Sandbox;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Support;

/// <summary>
/// One sandbox in memory. All that a container says at its start is there before its lines are read, so that a run comes to
/// its next wait for the clock without any other thread.
/// </summary>
internal sealed class ScriptedSession : ISandboxSession
{
    private const long MsBetween = 10;

    private readonly Dictionary<SandboxRole, Channel<SandboxLine>> _lines = Enum.GetValues<SandboxRole>().ToDictionary(role => role, _ => Channel.CreateUnbounded<SandboxLine>());
    private readonly Dictionary<SandboxRole, long> _told = Enum.GetValues<SandboxRole>().ToDictionary(role => role, _ => 0L);
    private readonly TaskCompletionSource<SandboxExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _steps = new();
    private int _openReaders;
    private long _firstMs = 1000;

    /// <summary>What was asked of it, in order: <c>start Network</c>, <c>stop Target</c>, <c>changes</c>, <c>read /x</c>, <c>dispose</c>.</summary>
    public IReadOnlyList<string> Steps => [.. _steps];

    /// <summary>What happens as a step begins; it may throw.</summary>
    public Dictionary<string, Action> At { get; } = [];

    /// <summary>What each sentinel says at its start.</summary>
    public Dictionary<SandboxRole, IReadOnlyList<SentinelEvent>> Begin { get; } = new()
    {
        [SandboxRole.Network] = [new HelloEvent(SentinelSchema.Version, "network"), Hosts(isAfter: false, "a"), new ReadyEvent("capture=packet")],
        [SandboxRole.Target] = [],
        [SandboxRole.Inspector] = [new HelloEvent(SentinelSchema.Version, "inspect"), new ReadyEvent("proc"), new GateEvent(GateEvent.Passed, null)],
    };

    /// <summary>The network role's last words.</summary>
    public IReadOnlyList<SentinelEvent> LastWords { get; set; } = [Hosts(isAfter: true, "a"), new ByeEvent("stopped")];

    /// <summary>Containers that end as soon as they have said what they say at their start.</summary>
    public HashSet<SandboxRole> DiesAtStart { get; } = [];

    /// <summary>Containers whose output does not end when they are stopped.</summary>
    public HashSet<SandboxRole> StaysOpen { get; } = [];

    /// <summary>How many readers of lines have not ended.</summary>
    public int OpenReaders => Volatile.Read(ref _openReaders);

    public string? StartError { get; set; }

    /// <summary>How much later than usual the last words are, by the sentinel's clock.</summary>
    public long SkipMs { get; set; }

    public long WrittenBytes { get; set; }

    /// <summary>Answers in place of <see cref="WrittenBytes"/>, when it is there.</summary>
    public Task<long>? Counting { get; set; }

    public SandboxChanges Changes { get; set; } = new([], 0);

    public Dictionary<string, byte[]> Files { get; } = [];

    public bool IsStopping => _steps.Any(step => step.StartsWith("stop", StringComparison.Ordinal));

    public bool IsDisposed => _steps.Contains("dispose");

    /// <summary>How /etc/hosts is, as the owner of the network tells it; before it is <c>a</c>.</summary>
    public static SharedFileEvent Hosts(bool isAfter, string text) => new("/etc/hosts", isAfter, text.Length, isAfter && text != "a", Encoding.UTF8.GetBytes(text));

    public void Say(SandboxRole role, params IReadOnlyList<SentinelEvent> events)
    {
        foreach (var each in events)
        {
            var number = ++_told[role];
            SayLine(role, JsonSerializer.Serialize(each with { Seq = number, Ms = _firstMs + (number * MsBetween) }, SentinelJson.Default.SentinelEvent));
        }
    }

    public void SayLine(SandboxRole role, string text, bool isError = false, bool isCut = false)
        => _lines[role].Writer.TryWrite(new SandboxLine(role, isError, text, isCut));

    /// <summary>A number that is never told: an event that was lost on the way.</summary>
    public void Lose(SandboxRole role) => _told[role]++;

    /// <summary>The container's output ends, or breaks.</summary>
    public void EndLines(SandboxRole role, Exception? fault = null) => _lines[role].Writer.TryComplete(fault);

    public void EndTarget(int code, bool isOutOfMemory = false)
    {
        _exit.TrySetResult(new SandboxExit(code, isOutOfMemory, null));
        EndLines(SandboxRole.Target);
    }

    public void BreakWait(Exception fault) => _exit.TrySetException(fault);

    public Task<string?> StartAsync(SandboxRole role, CancellationToken cancellationToken)
    {
        Step($"start {role}", cancellationToken);
        Say(role, Begin[role]);
        if (DiesAtStart.Contains(role))
        {
            EndLines(role);
        }

        return Task.FromResult(role == SandboxRole.Target ? StartError : null);
    }

    public async IAsyncEnumerable<SandboxLine> ReadLinesAsync(SandboxRole role, long maxBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _openReaders);
        try
        {
            await foreach (var line in _lines[role].Reader.ReadAllAsync(cancellationToken))
            {
                yield return line;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _openReaders);
        }
    }

    /// <remarks>The task itself: it has ended as soon as the test ends the target, on no other thread.</remarks>
    public Task<SandboxExit> WaitAsync(SandboxRole role, CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => _exit.TrySetCanceled(cancellationToken));
        return _exit.Task;
    }

    public Task<long> GetWrittenBytesAsync(long sharedBefore, CancellationToken cancellationToken)
    {
        Step("count", cancellationToken);
        return Counting ?? Task.FromResult(WrittenBytes);
    }

    /// <summary>What becomes of a target that still runs when it is frozen.</summary>
    public TargetHold Hold { get; set; } = TargetHold.Frozen;

    public Task<TargetHold> FreezeAsync(CancellationToken cancellationToken)
    {
        Step("freeze", cancellationToken);
        return Task.FromResult(Hold);
    }

    public Task<IReadOnlyList<string>> TopAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task StopAsync(SandboxRole role, CancellationToken cancellationToken)
    {
        Step($"stop {role}", cancellationToken);
        if (role == SandboxRole.Target)
        {
            EndTarget(137);
        }
        else if (role == SandboxRole.Network)
        {
            _firstMs += SkipMs;
            Say(role, LastWords);
        }

        if (!StaysOpen.Contains(role))
        {
            EndLines(role);
        }

        return Task.CompletedTask;
    }

    public Task<SandboxChanges> GetChangesAsync(int maxPaths, CancellationToken cancellationToken)
    {
        Step("changes", cancellationToken);
        return Task.FromResult(Changes);
    }

    public Task<ImageFile?> ReadFileAsync(SandboxRole role, string path, int maxBytes, CancellationToken cancellationToken)
    {
        Step($"read {path}", cancellationToken);
        return Task.FromResult(Files.TryGetValue(path, out var bytes)
            ? new ImageFile(path, bytes.AsMemory(0, Math.Min(bytes.Length, maxBytes)), bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))) { Mode = Modes.TryGetValue(path, out var mode) ? mode : null }
            : null);
    }

    /// <summary>How long it takes until it is removed; it may fail.</summary>
    public Task Removal { get; set; } = Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _steps.Enqueue("dispose");
        return new ValueTask(Removal);
    }

    /// <summary>The permission bits of files, where a test says them.</summary>
    public Dictionary<string, int> Modes { get; } = new(StringComparer.Ordinal);

    public ScriptedSession File(string path, string text)
    {
        Files[path] = Encoding.UTF8.GetBytes(text);
        Changes = new SandboxChanges([.. Changes.Changes, new SandboxChange(path, "added")], Changes.Total + 1);
        return this;
    }

    private void Step(string name, CancellationToken cancellationToken)
    {
        _steps.Enqueue(name);
        At.GetValueOrDefault(name)?.Invoke();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
