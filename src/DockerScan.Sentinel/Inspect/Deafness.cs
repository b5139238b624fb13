using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Signals that would end or stop the inspector and that it has no use for. They reach it also from who may not send one: through a descriptor's owner.</summary>
internal static class Deafness
{
    // SIGHUP, SIGINT, SIGUSR1, SIGUSR2, SIGALRM, SIGSTKFLT, SIGTSTP, SIGTTIN, SIGTTOU, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSYS.
    private static readonly int[] Ignored = [1, 2, 10, 12, 14, 16, 20, 21, 22, 24, 25, 26, 27, 29, 30, 31];

    // The first of those without a name (34) is the runtime's, who has a handler for it; 32 and 33 are libc's, and the filter refuses them.
    private const int FirstWithoutName = 35;
    private const int LastSignal = 64;

    public static void Begin()
    {
        foreach (var signal in Ignored.Concat(Enumerable.Range(FirstWithoutName, LastSignal - FirstWithoutName + 1)))
        {
            _ = LibC.Signal(signal, 1);
        }
    }
}
