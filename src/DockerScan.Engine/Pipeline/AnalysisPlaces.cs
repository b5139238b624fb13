namespace DockerScan.Engine.Pipeline;

/// <summary>For how many scans work is done at once that needs a processor: while the window of one is watched, the files of the next are read.</summary>
internal sealed class AnalysisPlaces(int places) : IDisposable
{
    private readonly SemaphoreSlim _places = new(places);

    /// <summary>One for each processor.</summary>
    public static AnalysisPlaces OfThisMachine() => new(Environment.ProcessorCount);

    /// <summary>Does the work of one scan when it has a place, in the order of asking.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
