using DockerScan.Conversation.Messages;
using DockerScan.TestKit.Conversation;
using Spectre.Console.Testing;

namespace DockerScan.Terminal.Tests;

public sealed class ConsoleChannelTests
{
    [Fact]
    public async Task UpdateAsync_NoTerminal_SaysOnlyWhatChanged()
    {
        using var console = new TestConsole();
        await using var channel = new ConsoleChannel(new ConsoleOutput(console, isTerminal: false), TimeProvider.System);

        await channel.PostAsync(string.Empty, null, Cards.Working(stages: 1), TestContext.Current.CancellationToken);
        await channel.UpdateAsync(string.Empty, Cards.Working(stages: 1), TestContext.Current.CancellationToken);
        await channel.UpdateAsync(string.Empty, Cards.Working(stages: 4), TestContext.Current.CancellationToken);

        Assert.Equal(
            "Scanning redis:7: Running.\nFind the image: completed\nFetch the image: completed, 6 layers\nVulnerabilities and secrets (Trivy): 25%\nWhat starts by itself: partial, 3 of 5 files\n",
            console.Output);
    }

    [Fact]
    public async Task UpdateAsync_StageTellsWhatItSaw_IsSaidOnceWithoutATerminalToo()
    {
        using var console = new TestConsole();
        await using var channel = new ConsoleChannel(new ConsoleOutput(console, isTerminal: false), TimeProvider.System);
        var running = Cards.Working(stages: 0);
        var told = new ChatProgressLine("Behaviour", null, null, "a miner logged in to pool.example:3333", "running") { IsNews = true };

        await channel.PostAsync(string.Empty, null, running, TestContext.Current.CancellationToken);
        await channel.UpdateAsync(string.Empty, running with { Progress = [told] }, TestContext.Current.CancellationToken);
        await channel.UpdateAsync(string.Empty, running with { Progress = [told] }, TestContext.Current.CancellationToken);

        Assert.EndsWith("\nBehaviour: running, a miner logged in to pool.example:3333\n", console.Output, StringComparison.Ordinal);
        Assert.Equal(2, console.Output.Split("miner").Length);
    }

    [Fact]
    public async Task UpdateAsync_FinalCard_IsWrittenWholeAndOnce()
    {
        using var console = new TestConsole();
        await using var channel = new ConsoleChannel(new ConsoleOutput(console, isTerminal: false), TimeProvider.System);
        await channel.PostAsync(string.Empty, null, Cards.Working(), TestContext.Current.CancellationToken);
        Assert.NotNull(channel.Unfinished);

        await channel.UpdateAsync(string.Empty, Cards.Vulnerable(isLocal: true), TestContext.Current.CancellationToken);

        Assert.Null(channel.Unfinished);
        Assert.Equal(2, console.Output.Split("HIGH RISK").Length);
        Assert.Contains("/data/k3v9x2m4q8/report.html", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateAsync_Terminal_LeavesOnlyTheFinalCard()
    {
        using var console = new TestConsole().EmitAnsiSequences().Width(90).Height(40);
        console.Profile.Capabilities.Ansi = true;
        var channel = new ConsoleChannel(new ConsoleOutput(console, isTerminal: true), TimeProvider.System);

        await channel.PostAsync(string.Empty, null, Cards.Working(), TestContext.Current.CancellationToken);
        await channel.UpdateAsync(string.Empty, Cards.Clean(isLocal: true), TestContext.Current.CancellationToken);
        await channel.DisposeAsync();

        var final = console.Output[console.Output.LastIndexOf('╭')..];
        Assert.Contains("NO RISK FOUND", final, StringComparison.Ordinal);
        Assert.DoesNotContain("Scanning", final, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_UnfinishedCard_EndsTheDrawing()
    {
        using var console = new TestConsole().EmitAnsiSequences();
        var channel = new ConsoleChannel(new ConsoleOutput(console, isTerminal: true), TimeProvider.System);
        await channel.PostAsync(string.Empty, null, Cards.Working(), TestContext.Current.CancellationToken);

        await channel.DisposeAsync();

        // Another live card may hold the terminal again.
        await channel.PostAsync(string.Empty, null, Cards.Joined(), TestContext.Current.CancellationToken);
        await channel.DisposeAsync();
    }
}
