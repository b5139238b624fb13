using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Tests.Trivy.Support;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Processes;

public sealed class FileGateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task AcquireAsync_Held_WaitsUntilItIsFree()
    {
        var gate = new FileGate(_time);
        var first = await gate.AcquireAsync(_folder["lock"], TimeSpan.Zero, TestContext.Current.CancellationToken);
        var second = gate.AcquireAsync(_folder["lock"], TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);

        first!.Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));
        using var handle = await second;

        Assert.NotNull(handle);
        Assert.True(handle.Waited >= TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task AcquireAsync_HeldTooLong_IsNull()
    {
        var gate = new FileGate(_time);
        using var first = await gate.AcquireAsync(_folder["lock"], TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Null(await gate.AcquireAsync(_folder["lock"], TimeSpan.Zero, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AcquireAsync_CancelledWhileWaiting_Throws()
    {
        var gate = new FileGate(_time);
        using var cancel = new CancellationTokenSource();
        using var first = await gate.AcquireAsync(_folder["lock"], TimeSpan.Zero, TestContext.Current.CancellationToken);
        var second = gate.AcquireAsync(_folder["lock"], TimeSpan.FromMinutes(1), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    public void Dispose() => _folder.Dispose();
}
