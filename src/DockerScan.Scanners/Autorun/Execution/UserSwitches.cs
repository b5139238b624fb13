using System.Collections.Frozen;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>Programs behind which another user than the configured one may go on.</summary>
internal static class UserSwitches
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        ["gosu", "su-exec", "sudo", "doas", "su", "runuser", "setpriv", "setuser", "chpst", "s6-setuidgid", "s6-applyuidgid", "setuidgid", "capsh", "chroot", "unshare", "nsenter", "start-stop-daemon"], StringComparer.Ordinal);

    public static bool Contains(string word) => Names.Contains(ImagePath.Name(word));
}
