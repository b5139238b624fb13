using System.Collections.Frozen;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>The set-uid, set-gid and capability programs that Debian, Ubuntu, Alpine, Red Hat and SUSE ship, at the places where they ship them.</summary>
internal static class UsualPrivileges
{
    private static readonly FrozenSet<string> Folders = FrozenSet.ToFrozenSet(
        ["/bin", "/sbin", "/usr/bin", "/usr/sbin"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            "at", "bbsuid", "bsd-write", "chage", "chfn", "chsh", "crontab", "dotlockfile", "doas", "expiry", "fusermount", "fusermount3", "gpasswd",
            "mount", "mount.cifs", "mount.nfs", "newgidmap", "newgrp", "newuidmap", "ntfs-3g", "pam_timestamp_check", "passwd", "ping", "ping6", "pkexec",
            "sg", "ssh-agent", "su", "sudo", "sudoedit", "traceroute6.iputils", "umount", "umount.cifs", "umount.nfs", "unix2_chkpwd", "unix_chkpwd",
            "unix_update", "usernetctl", "vlock", "wall", "write", "write.ul",
        ],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> CapabilityNames = FrozenSet.ToFrozenSet(
        ["arping", "clockdiff", "fping", "mtr-packet", "newgidmap", "newuidmap", "ping", "ping4", "ping6"], StringComparer.Ordinal);

    // Outside of the bin folders only whole paths count: a folder deep below /usr/lib is nobody's usual place.
    private static readonly FrozenSet<string> Paths = FrozenSet.ToFrozenSet(
        [
            "/usr/lib/dbus-1.0/dbus-daemon-launch-helper", "/usr/libexec/dbus-1/dbus-daemon-launch-helper", "/usr/lib64/dbus-1/dbus-daemon-launch-helper",
            "/usr/lib/openssh/ssh-keysign", "/usr/lib/ssh/ssh-keysign", "/usr/libexec/openssh/ssh-keysign", "/usr/lib/eject/dmcrypt-get-device",
            "/usr/lib/policykit-1/polkit-agent-helper-1", "/usr/lib/polkit-1/polkit-agent-helper-1", "/usr/libexec/polkit-agent-helper-1",
            "/usr/lib/utempter/utempter", "/usr/libexec/utempter/utempter", "/usr/lib/x86_64-linux-gnu/utempter/utempter", "/usr/lib/aarch64-linux-gnu/utempter/utempter",
        ],
        StringComparer.Ordinal);

    // Each of these runs any command, or reads or writes any file, as whoever owns it.
    private static readonly FrozenSet<string> Tools = FrozenSet.ToFrozenSet(
        [
            "ash", "awk", "bash", "busybox", "chmod", "chown", "cp", "curl", "dash", "dd", "ed", "env", "find", "gawk", "gdb", "install", "ksh", "lua", "mawk", "mv",
            "nano", "node", "perl", "php", "python", "rsync", "ruby", "sed", "sh", "socat", "strace", "tar", "tee", "vi", "vim", "wget", "xargs", "zsh",
        ],
        StringComparer.Ordinal);

    public static bool Contains(ImageEntry entry)
        => Paths.Contains(entry.Path)
            || (Folders.Contains(ImagePath.Directory(entry.Path)) && (entry.HasCapabilities ? CapabilityNames : Names).Contains(ImagePath.Name(entry.Path)));

    /// <summary>A shell, an interpreter or a tool that does whatever it is told; a version behind the name does not matter.</summary>
    public static bool RunsWhatItIsTold(string path) => Tools.Contains(ImagePath.Name(path).TrimEnd("0123456789.".ToCharArray()));
}
