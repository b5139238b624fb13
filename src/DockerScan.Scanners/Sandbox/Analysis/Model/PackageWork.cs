namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>Whether a package manager was at work, and what it is answerable for.</summary>
internal sealed class PackageWork(BehaviorInput input)
{
    private static readonly string[] SystemPlaces = ["/usr/", "/lib/", "/lib64/", "/bin/", "/sbin/", "/etc/", "/var/lib/dpkg/", "/var/lib/apk/", "/lib/apk/", "/opt/"];

    private static readonly string[] Databases = ["/var/lib/dpkg/status", "/lib/apk/db/installed", "/usr/lib/apk/db/installed", "/var/lib/rpm/", "/usr/lib/sysimage/rpm/", "/var/lib/pacman/local/"];

    // Asked for each path; the paths are known once the input is whole.
    private bool? _installed;

    private readonly HashSet<ProcessInstance> _managers =
        [.. input.Processes.All.Where(process => process.States.Any(state => IsManager(input, state)))];

    /// <summary>True when a manager ran and its list of installed packages changed. Running one alone explains nothing.</summary>
    public bool Installed => _installed ??= _managers.Count > 0 && input.Paths.Written.Any(change => Databases.Any(each => change.Path.StartsWith(each, StringComparison.Ordinal)));

    /// <summary>True for the manager and all that it started.</summary>
    public bool Did(ProcessInstance process) => _managers.Count > 0 && input.Processes.WithAncestors(process).Any(_managers.Contains);

    /// <summary>True when packages were installed and the file lies where packages put files.</summary>
    public bool Explains(string path) => Installed && SystemPlaces.Any(place => path.StartsWith(place, StringComparison.Ordinal));

    private static bool IsManager(BehaviorInput input, Sentinel.Events.ProcessEvent state)
        => input.Settings.PackageManagers.Contains(ProcessInstance.NameOf(state)) || input.Settings.PackageManagers.Contains(ProcessInstance.CalledName(state));
}
