using System.Runtime.CompilerServices;
using DockerScan.Conversation;
using DockerScan.Conversation.Requests;
using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Accepting;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Watching;
using DockerScan.Engine.Work;
using DockerScan.TestKit.Conversation;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console.Testing;

namespace DockerScan.Terminal.Tests;

public sealed class ConsoleChatTests : IDisposable
{
    private readonly TestConsole _console = new();
    private readonly ScriptedTerminal _terminal = new();
    private readonly EndlessScans _scans = new();

    [Theory]
    [InlineData("exit")]
    [InlineData("/exit ")]
    [InlineData("quit")]
    [InlineData(null)]
    public async Task RunAsync_ExitOrEndOfInput_EndsNicely(string? line)
    {
        _terminal.Lines.Enqueue(line);

        await RunAsync();

        Assert.EndsWith("Bye.\n", _console.Output, StringComparison.Ordinal);
        Assert.Null(_terminal.Interrupt);
    }

    [Fact]
    public async Task RunAsync_NobodyTypes_ShowsNoPrompt()
    {
        _terminal.IsInteractive = false;
        _terminal.Lines.Enqueue("status");

        await RunAsync();

        Assert.DoesNotContain("dockerscan>", _console.Output, StringComparison.Ordinal);
        Assert.StartsWith("Status", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_InterruptAtPrompt_Ends()
    {
        _terminal.OnRead = () => _terminal.Interrupt?.Invoke();

        await RunAsync();

        Assert.EndsWith("Bye.\n", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_InterruptDuringScan_CancelsTheScanAndGoesOn()
    {
        _terminal.Lines.Enqueue("scan redis:7");
        _terminal.Lines.Enqueue("status");
        _scans.OnWatch = () => _terminal.Interrupt?.Invoke();

        await RunAsync();

        Assert.Equal([Cards.Id], _scans.Cancelled);
        Assert.Contains($"Scan {Cards.Id} is cancelled", _console.Output, StringComparison.Ordinal);
        Assert.Contains("Status", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_InterruptOfSomebodyElsesScan_OnlyStopsWatching()
    {
        _terminal.Lines.Enqueue("scan redis:7");
        _scans.Joined = true;
        _scans.OnWatch = () => _terminal.Interrupt?.Invoke();

        await RunAsync();

        Assert.Empty(_scans.Cancelled);
        Assert.Contains("it goes on", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ProgramStops_LeavesTheScanAlone()
    {
        using var stop = new CancellationTokenSource();
        _terminal.Lines.Enqueue("scan redis:7");
        _scans.OnWatch = stop.Cancel;

        await RunAsync(stop.Token);

        Assert.Empty(_scans.Cancelled);
    }

    [Fact]
    public async Task RunAsync_MarkupInCommand_IsShownAsText()
    {
        _terminal.Lines.Enqueue("[red]x[/]");

        await RunAsync();

        Assert.Contains("There is no command '[red]x[/]'.", _console.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("help", CommandOutcome.Completed)]
    [InlineData("findings k3v9x2m4q8", CommandOutcome.Rejected)]
    [InlineData("frobnicate", CommandOutcome.Rejected)]
    public async Task AnswerAsync_OneCommand_SaysWhatBecameOfIt(string command, CommandOutcome expected)
    {
        await using var provider = Services();

        Assert.Equal(expected, await provider.GetRequiredService<IConsoleChat>().AnswerAsync(command, TestContext.Current.CancellationToken));
        Assert.NotEmpty(_console.Output);
    }

    public void Dispose() => _console.Dispose();

    private async Task RunAsync(CancellationToken? cancellationToken = null)
    {
        await using var provider = Services();
        await provider.GetRequiredService<IConsoleChat>().RunAsync(cancellationToken ?? TestContext.Current.CancellationToken);
    }

    private ServiceProvider Services()
    {
        var output = new ConsoleOutput(_console, isTerminal: false);
        return new ServiceCollection()
            .AddSingleton<IScanService>(_scans)
            .AddSingleton<ICardStore, FakeCardStore>()
            .AddSingleton<IAuditStore, FakeAuditStore>()
            .AddSingleton(new WorkerPresence(string.Empty, new NoIds()))
            .AddSingleton<IIdGenerator, NoIds>()
            .AddSingleton<ITerminal>(_terminal)
            .AddSingleton(new ConsoleOutputs(output, output))
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<IWatchStore>(new FakeWatchStore(TimeProvider.System))
            .AddSingleton<IWatchedTags, NoTags>()
            .AddSingleton<IAcceptanceDesk, NoDesk>()
            .AddSingleton(TimeProvider.System)
            .AddWatches()
            .AddChatCommands()
            .AddConsoleChat()
            .BuildServiceProvider(validateScopes: true);
    }

    private sealed class NoTags : IWatchedTags
    {
        public Task<Result<ChosenTags>> ChooseAsync(Watch watch, int most, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Result<TagContent>> LookAsync(ImageReference reference, ImagePlatform? platform, TagContent? known, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class NoDesk : IAcceptanceDesk
    {
        public Task<KnownFinding?> FindAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Result<Acceptance>> AcceptAsync(AcceptanceWish wish, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Result<IReadOnlyList<Acceptance>>> ImportAsync(IReadOnlyList<Acceptance> read, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Acceptance?> FindAcceptanceAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> TakeBackAsync(string id, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Acceptance>> ListAsync(bool all, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class NoIds : IIdGenerator
    {
        public string NewId() => "err0r1d000";
    }

    private sealed class ScriptedTerminal : ITerminal
    {
        public Queue<string?> Lines { get; } = [];

        public Action? OnRead { get; set; }

        public Action? Interrupt { get; private set; }

        public bool IsInteractive { get; set; } = true;

        public string User => "tester";

        public Task<string?> ReadLineAsync(CancellationToken cancellationToken)
        {
            OnRead?.Invoke();
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(Lines.TryDequeue(out var line) ? line : null);
        }

        public IDisposable OnInterrupt(Action action)
        {
            Interrupt = action;
            return new Registration(this);
        }

        private sealed class Registration(ScriptedTerminal terminal) : IDisposable
        {
            public void Dispose() => terminal.Interrupt = null;
        }
    }

    private sealed class EndlessScans : IScanService
    {
        public Action? OnWatch { get; set; }

        public bool Joined { get; set; }

        public List<ScanId> Cancelled { get; } = [];

        public Task<EnqueuedScan> SubmitAsync(ScanRequest request, CancellationToken cancellationToken)
            => Task.FromResult(new EnqueuedScan(
                new ScanJob { Id = Cards.Id, Request = request, State = ScanState.Queued, CreatedAt = DateTimeOffset.UnixEpoch }, Joined, 0));

        public async IAsyncEnumerable<ScanProgress> WatchAsync(ScanId scan, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return new ScanProgress(scan, ScanPhase.Running, 0, [], null);
            OnWatch?.Invoke();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        public Task<ScanResult?> FindResultAsync(ScanId scan, CancellationToken cancellationToken) => Task.FromResult<ScanResult?>(null);

        public Task<ScanRequest?> FindRequestAsync(ScanId scan, CancellationToken cancellationToken) => Task.FromResult<ScanRequest?>(null);

        public Task<string?> FindRequesterAsync(ScanId scan, CancellationToken cancellationToken) => Task.FromResult<string?>("slack:T1/C1/U1");

        public Task<ScanResult?> FindLatestAsync(ImageReference reference, CancellationToken cancellationToken) => Task.FromResult<ScanResult?>(null);

        public Task<ScanResult?> FindLatestHadAsync(ImageReference reference, CancellationToken cancellationToken) => Task.FromResult<ScanResult?>(null);

        public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken) => Task.FromResult(new QueueDepth(0, 0));

        public Task<CancelAnswer> CancelAsync(ScanId scan, CancellationToken cancellationToken)
        {
            Cancelled.Add(scan);
            return Task.FromResult(CancelAnswer.Cancelled);
        }
    }
}
