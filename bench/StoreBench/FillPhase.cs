using System.Diagnostics;

namespace StoreBench;

/// <summary>Puts the results into the store, one after another as scans bring them.</summary>
internal static class FillPhase
{
    public static async Task RunAsync(BenchStore store, Samples samples)
    {
        await store.Scans.InitializeAsync(CancellationToken.None);
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < samples.Count; number++)
        {
            var result = samples.Result(number);
            await store.Watches.KeepResultAsync(result, Samples.Request(result.Reference.ToString()), CancellationToken.None);
        }

        Measured.Note($"{samples.Count} scans of {samples.Images} images, {samples.Count * Samples.Findings} findings, written in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
    }
}
