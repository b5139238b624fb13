namespace DockerScan.Sentinel.Inspect;

/// <summary>Signals that would end or stop the inspector and that it has no use for. They reach it also from who may not send one: through a descriptor's owner.</summary>
internal static class Deafness
{
    // SIGHUP, SIGINT, SIGUSR1, SIGUSR2, SIGALRM, SIGTSTP, SIGTTIN, SIGTTOU, SIGVTALRM, SIGPROF, SIGIO, SIGPWR.
    private static readonly int[] Ignored = [1, 2, 10, 12, 14, 20, 21, 22, 26, 27, 29, 30];

    public static void Begin()
    {
        foreach (var signal in Ignored)
        {
            _ = LibC.Signal(signal, 1);
        }
    }
}
