using System.Runtime.InteropServices;
using System.Text.Json;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Gate.Filter;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Inspect;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Tips;

namespace DockerScan.Sentinel;

/// <summary>Watches the target's processes, sockets and files from inside its PID namespace.</summary>
internal static class InspectRole
{
    private const int Failed = 1;

    public static int Run(string[] args)
    {
        using var writer = new EventWriter(Console.OpenStandardOutput(), TimeProvider.System);
        writer.Write(new HelloEvent(SentinelSchema.Version, "inspect") { Guards = Guards.AreOn });
        using var stop = new ManualResetEventSlim();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stop));
        try
        {
            var text = Environment.GetEnvironmentVariable(NetworkRole.SpecVariable);
            var spec = string.IsNullOrEmpty(text)
                ? new SentinelSpec()
                : JsonSerializer.Deserialize(text, SentinelJson.Default.SentinelSpec) ?? throw new InvalidDataException("the specification is null");
            using var tips = new ShellTipSender(writer, new SaltedHash(spec.Salt));
            Deafness.Begin();
            using var woken = PosixSignalRegistration.Create(PosixSignal.SIGCONT, context => Woken(context, writer));
            using var inspector = new Inspector(tips, stop, spec);
            inspector.Start();
            var isWhole = inspector.Run();
            if (isWhole)
            {
                writer.Write(new ByeEvent("stopped"));
            }

            inspector.EndTarget();
            return isWhole ? 0 : Failed;
        }
        // The boundary: whatever breaks is told, because a role that ends in silence would look like a quiet target.
        catch (Exception e)
        {
            writer.Write(new FailureEvent("inspect", TargetText.Cut($"{e.GetType().Name}: {e.Message}")));
            return Failed;
        }
    }

    private static void Woken(PosixSignalContext context, EventWriter writer)
    {
        context.Cancel = true;
        if (Guards.AreOn)
        {
            writer.Write(new AttackEvent(AttackEvent.Paused, 0, null));
        }
    }

    private static void Stop(PosixSignalContext context, ManualResetEventSlim stop)
    {
        context.Cancel = true;
        stop.Set();
    }
}
