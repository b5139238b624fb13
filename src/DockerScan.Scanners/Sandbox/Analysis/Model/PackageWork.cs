namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>Whether a package manager was at work, and what it is answerable for.</summary>
internal sealed class PackageWork(BehaviorInput input)
{
    private static readonly string[] SystemPlaces = ["/usr/", "/lib/", "/lib64/", "/bin/", "/sbin/", "/etc/", "/var/lib/dpkg/", "/var/lib/apk/", "/lib/apk/", "/opt/"];

    private readonly HashSet<ProcessInstance> _managers =
        [.. input.Processes.All.Where(process => process.States.Any(state => IsManager(input, state)))];

    public bool WasSeen => _managers.Count > 0;

    /// <summary>True for the manager and all that it started.</summary>
    public bool Did(ProcessInstance process) => _managers.Count > 0 && input.Processes.WithAncestors(process).Any(_managers.Contains);

    /// <summary>True when a manager was at work and packages put files there.</summary>
    public bool Explains(string path) => WasSeen && SystemPlaces.Any(place => path.StartsWith(place, StringComparison.Ordinal));

    private static bool IsManager(BehaviorInput input, Sentinel.Events.ProcessEvent state)
        => input.Settings.PackageManagers.Contains(ProcessInstance.NameOf(state)) || input.Settings.PackageManagers.Contains(ProcessInstance.CalledName(state));
}
