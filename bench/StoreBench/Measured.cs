using System.Diagnostics;
using System.Globalization;

namespace StoreBench;

/// <summary>Times, and the lines that the script reads.</summary>
internal static class Measured
{
    private const double Part = 0.95;

    /// <summary>How long the slowest takes, one in twenty left out, in ms.</summary>
    /// <param name="runs">How often.</param>
    /// <param name="workAsync">What is measured; how much it found.</param>
    /// <param name="apart">How long after one the next begins.</param>
    public static async Task<double> SlowestAsync(int runs, Func<int, Task<int>> workAsync, TimeSpan apart = default)
    {
        List<double> times = [];
        for (var run = 0; run < runs; run++)
        {
            await Task.Delay(apart);
            var began = Stopwatch.GetTimestamp();
            var found = await workAsync(run);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (found == 0)
            {
                throw new InvalidOperationException($"run {run} found nothing, and measured nothing");
            }
        }

        return times.Order().ElementAt((int)(runs * Part));
    }

    public static void Say(string name, double value, string format = "0.0") => Console.WriteLine($"{name}: {value.ToString(format, CultureInfo.InvariantCulture)}");

    public static void Note(FormattableString text) => Console.WriteLine("# " + FormattableString.Invariant(text));
}
