// Measures watches and alerts. Prints a line for each measure, "name: value".
// watches PROGRAM REGISTRY LOG DATABASE: a night of 1,000 watches of the image bench/watched:1 in a registry whose log is that file.
// alerts PROGRAM REGISTRY: how soon an alert is seen; bench/watched holds :good and :bad.
// kills PROGRAM REGISTRY COUNT SEED: the program is killed so often between a result and its alert.
// reading: what is measured without a program.
using System.Globalization;
using WatchBench;

await (args[0] switch
{
    "watches" => WatchNight.MeasureAsync(args[1], args[2], args[3], args[4]),
    "alerts" => AlertPhase.MeasureAsync(args[1], args[2]),
    "kills" => KillPhase.MeasureAsync(args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture), int.Parse(args[4], CultureInfo.InvariantCulture)),
    "reading" => ReadingPhase.MeasureAsync(),
    _ => throw new InvalidOperationException($"there is no '{args[0]}'"),
});
