using DockerScan.Core.Sandbox;
using DockerScan.Scanners.Sandbox;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>The target's output is kept bounded and fit to be shown.</summary>
public sealed class LogTailTests
{
    private readonly LogTail _log = new();

    [Fact]
    public async Task CollectAsync_ManyLines_LastFortyInOrder()
    {
        await CollectAsync(Enumerable.Range(1, 1000).Select(number => $"line {number}"));

        Assert.Equal(Enumerable.Range(961, 40).Select(number => $"line {number}"), _log.Lines());
    }

    [Fact]
    public async Task CollectAsync_LongLine_IsCut()
    {
        await CollectAsync([new string('a', 100_000)]);

        Assert.Equal(400, Assert.Single(_log.Lines()).Length);
    }

    [Fact]
    public async Task CollectAsync_ControlCharacters_AreReplaced()
    {
        await CollectAsync(["\u001b[2Jwiped\u202e"]);

        Assert.Equal("\ufffd[2Jwiped\ufffd", Assert.Single(_log.Lines()));
    }

    [Fact]
    public void Lines_NothingWritten_Empty() => Assert.Empty(_log.Lines());

    private Task CollectAsync(IEnumerable<string> lines)
        => _log.CollectAsync(lines.Select(line => new SandboxLine(SandboxRole.Target, false, line, false)).ToAsyncEnumerable(), TestContext.Current.CancellationToken);
}
