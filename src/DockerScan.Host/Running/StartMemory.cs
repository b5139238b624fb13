namespace DockerScan.Host.Running;

/// <summary>
/// Gives the memory of the start back, once, when it is over: what was read, bound and built then is garbage, and a program that idles would
/// keep it until its work makes more.
/// </summary>
internal sealed class StartMemory(TimeProvider time) : BackgroundService
{
    /// <summary>How long a start may take; the first look at all parts is a part of it.</summary>
    public static readonly TimeSpan After = TimeSpan.FromSeconds(15);

    /// <summary>Gives it back; some tens of milliseconds.</summary>
    internal Action Collect { get; init; } = () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(After, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stoppingToken.IsCancellationRequested)
        {
            Collect();
        }
    }
}
