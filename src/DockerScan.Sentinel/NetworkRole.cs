using System.Runtime.InteropServices;
using System.Text.Json;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Gate.Filter;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel;

/// <summary>The owner of the sealed network: what the target sends comes here and nowhere else.</summary>
internal static class NetworkRole
{
    public const string SpecVariable = "SENTINEL_SPEC";
    private const int Failed = 1;
    private const int HeartbeatMs = 250;
    private const int StopMs = 3000;
    private const int StackSize = 256 * 1024;
    private const int AfterInspector = 15;

    public static int Run(string[] args)
    {
        using var writer = new EventWriter(Console.OpenStandardOutput(), TimeProvider.System);
        writer.Write(new HelloEvent(SentinelSchema.Version, "network") { Guards = Guards.AreOn });
        using var stop = new ManualResetEventSlim();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Stop(c, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Stop(c, stop));
        try
        {
            var spec = Spec();
            using var parts = new NetworkParts(spec, writer, stop);
            parts.Start();
            EndWithHost(spec, stop);
            Heartbeat(parts, writer, stop);
            return parts.Finish(StopMs) ? 0 : Failed;
        }
        // The boundary: whatever breaks is told, because a role that ends in silence would look like a quiet target.
        catch (Exception e)
        {
            writer.Write(new FailureEvent("network", TargetText.Cut($"{e.GetType().Name}: {e.Message}")));
            return Failed;
        }
    }

    // A while after the inspector, which ends the target.
    private static void EndWithHost(SentinelSpec spec, ManualResetEventSlim stop)
    {
        if (spec.HostOnInput)
        {
            new Thread(
                () =>
                {
                    HostWatch.Wait(spec.MaxSeconds == 0 ? 0 : spec.MaxSeconds + AfterInspector);
                    stop.Set();
                },
                StackSize) { IsBackground = true, Name = "host" }.Start();
        }
    }

    private static void Stop(PosixSignalContext context, ManualResetEventSlim stop)
    {
        context.Cancel = true;
        stop.Set();
    }

    private static SentinelSpec Spec()
    {
        var text = Environment.GetEnvironmentVariable(SpecVariable);
        return string.IsNullOrEmpty(text)
            ? new SentinelSpec()
            : JsonSerializer.Deserialize(text, SentinelJson.Default.SentinelSpec) ?? throw new InvalidDataException($"{SpecVariable} is null");
    }

    private static void Heartbeat(NetworkParts parts, EventWriter writer, ManualResetEventSlim stop)
    {
        while (!stop.Wait(HeartbeatMs))
        {
            writer.Write(new HeartbeatEvent(ResidentKiB(), 0, 0, -1, parts.OpenConnections));
            parts.TellDrops();
        }
    }

    private static long ResidentKiB()
    {
        // The second number of statm is in pages.
        var fields = File.ReadAllText("/proc/self/statm").Split(' ');
        return long.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture) * (Environment.SystemPageSize / 1024);
    }
}
