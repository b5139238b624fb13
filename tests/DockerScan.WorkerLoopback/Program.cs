using System.Globalization;
using DockerScan.WorkerLoopback;

// DATA STAGE-MS LEASE-SECONDS [ADDRESS]: a worker with scanners that only take time, on a real store, until it is killed. The store is a file in
// DATA, or MongoDB's at the address.
using var stop = new CancellationTokenSource();
await new StandInWorker(args[0], TimeSpan.FromMilliseconds(Number(args[1])), Number(args[2]), args.ElementAtOrDefault(3)).RunAsync(Console.Out, stop.Token);

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
