using DockerScan.Conversation.Audit;
using DockerScan.Conversation.Requests;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Conversation.Tests.Audit;

/// <summary>Every command reaches the log and the store, and no command waits for the store.</summary>
public sealed class StoredCommandAuditTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeAuditStore _store = new();
    private readonly LineLogger _log = new();
    private readonly FakeTimeProvider _time = new(At);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RecordAsync_Commands_AreStoredInTheirOrderWhenItEnds()
    {
        await using (var audit = Create())
        {
            await audit.RecordAsync(Entry("scan", CommandOutcome.Completed), Token);
            await audit.RecordAsync(Entry("cancel", CommandOutcome.Refused), Token);
        }

        Assert.Equal(
            [new AuditedCommand(At, "slack", "T1/C1", "U1", "scan", "completed", null, 1500), new AuditedCommand(At, "slack", "T1/C1", "U1", "cancel", "refused", null, 1500)],
            _store.Kept);
        Assert.Equal(2, _log.Lines.Count(line => line.StartsWith("command ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RecordAsync_TextTyped_IsNowhere()
    {
        await using (var audit = Create())
        {
            await audit.RecordAsync(Entry("scan", CommandOutcome.Completed), Token);
        }

        Assert.DoesNotContain("hunter2", string.Concat(_store.Kept) + string.Concat(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordAsync_StoreIsAway_NoCommandNoticesAndTheLogSaysHowMany()
    {
        _store.Trouble = new EngineException(new ScanFailure(FailureKind.DiskFull, "full"));
        await using (var audit = Create())
        {
            await audit.RecordAsync(Entry("scan", CommandOutcome.Completed), Token);
            await audit.RecordAsync(Entry("status", CommandOutcome.Completed), Token);
        }

        Assert.Contains("2 commands are audited in this log only", _log.Lines);
    }

    [Fact]
    public async Task RecordAsync_MoreThanMayWait_AreCountedAndTheOthersStored()
    {
        await using (var audit = Create())
        {
            for (var i = 0; i < StoredCommandAudit.Capacity + 3; i++)
            {
                await audit.RecordAsync(Entry("status", CommandOutcome.Completed), Token);
            }
        }

        Assert.Equal(StoredCommandAudit.Capacity, _store.Kept.Count);
        Assert.Contains("3 commands are audited in this log only", _log.Lines);
    }

    private StoredCommandAudit Create() => new(_store, _time, _log);

    private static CommandAuditEntry Entry(string command, CommandOutcome outcome) => new(
        At, new ChatRequest { Platform = "slack", Place = "T1/C1", User = "U1", Text = command + " hunter2" }, command, outcome, null, TimeSpan.FromSeconds(1.5));

    private sealed class LineLogger : ILogger<StoredCommandAudit>
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add(formatter(state, exception));
            }
        }
    }
}
