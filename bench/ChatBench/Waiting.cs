namespace ChatBench;

/// <summary>Waits for what comes by itself.</summary>
internal static class Waiting
{
    /// <exception cref="TimeoutException">It did not come; with <paramref name="otherwise"/>.</exception>
    public static async Task UntilAsync(Func<bool> isThere, TimeSpan pause, TimeSpan limit, string otherwise)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            while (!isThere())
            {
                await Task.Delay(pause, timeout.Token);
            }
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException(otherwise, late);
        }
    }
}
