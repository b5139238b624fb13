// Measures watches and alerts. Prints a line for each measure, "name: value".
// watches PROGRAM REGISTRY LOG DATABASE: a night of 1,000 watches of the image bench/watched:1 in a registry whose log is that file.
// alerts PROGRAM REGISTRY: how soon an alert is seen; bench/watched holds :good and :bad.
// kills PROGRAM REGISTRY COUNT SEED: the program is killed so often between a result and its alert.
// drift PROGRAM REGISTRY RUNS AT-ONCE WINDOW IMAGE…: whether drift is told only when an image does something else.
// reading: what is measured without a program.
using System.Globalization;
using WatchBench;

await (args[0] switch
{
    "watches" => WatchNight.MeasureAsync(args[1], args[2], args[3], args[4]),
    "alerts" => AlertPhase.MeasureAsync(args[1], args[2]),
    "kills" => KillPhase.MeasureAsync(args[1], args[2], Number(3), Number(4)),
    "drift" => DriftPhase.MeasureAsync(args[1], args[2], (Number(3), Number(4), Number(5)), args[6..]),
    "reading" => ReadingPhase.MeasureAsync(),
    _ => throw new InvalidOperationException($"there is no '{args[0]}'"),
});

int Number(int argument) => int.Parse(args[argument], CultureInfo.InvariantCulture);
