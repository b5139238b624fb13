using System.Globalization;
using DockerScan.WorkerLoopback;

// DATA STAGE-MS LEASE-SECONDS: a worker with scanners that only take time, on a real store, until it is killed.
using var stop = new CancellationTokenSource();
await new StandInWorker(args[0], TimeSpan.FromMilliseconds(Number(args[1])), Number(args[2])).RunAsync(Console.Out, stop.Token);

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
