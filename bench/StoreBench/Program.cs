// Measures a large store in one SQLite file, used as the program uses it. Prints a line for each measure, "name: value".
// FOLDER [SCANS]: where the file is made, and how many scans of 100 findings are put into it.
using System.Globalization;
using StoreBench;

var scans = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000;
await using var store = new BenchStore(args[0]);
var samples = new Samples(scans);
await FillPhase.RunAsync(store, samples);
await ReadPhase.MeasureAsync(store, samples);
await WritePhase.MeasureAsync(store);
await ClaimPhase.MeasureAsync(args[0]);
