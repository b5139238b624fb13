using System.Globalization;
using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>Files that run with other rights than their caller's: set-uid, set-gid, file capabilities.</summary>
internal sealed class PrivilegedFilesRule : IImageConfigRule
{
    // Programs that Debian, Alpine and Red Hat ship so; in their usual folders they are one low finding.
    private static readonly HashSet<string> Usual =
    [
        "su", "sudo", "mount", "umount", "passwd", "chsh", "chfn", "newgrp", "gpasswd", "chage", "expiry", "unix_chkpwd", "unix_update", "ssh-agent",
        "wall", "write", "write.ul", "bbsuid", "newuidmap", "newgidmap", "ping", "ping6", "fusermount", "fusermount3", "pam_timestamp_check", "crontab",
        "ssh-keysign", "dbus-daemon-launch-helper", "bsd-write", "dotlockfile", "at", "pkexec", "sg", "vlock", "utempter",
    ];

    private static readonly string[] UsualFolders = ["/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/lib/", "/usr/libexec/"];

    public IEnumerable<FindingDraft> Look(ImageConfigInput input)
    {
        var privileged = input.Index.Entries.Values
            .Where(entry => entry.Kind == ImageEntryKind.File
                && ((entry.Mode & (ImageEntry.SetUid | ImageEntry.SetGid)) != 0 || entry.HasCapabilities)
                && (entry.HasCapabilities || (entry.Mode & ImageEntry.AnyExecute) != 0))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal).ToLookup(IsUsual);
        if (privileged[true].Any())
        {
            yield return Drafts.Make(CheckIds.RootUser, "setuid-distribution", Severity.Low, "The distribution's own set-uid and set-gid programs are in the image",
                "set-uid programs", Drafts.List([.. privileged[true].Select(Describe)]),
                "Remove the bits where nobody needs them (chmod a-s), and run containers with no-new-privileges.");
        }

        foreach (var entry in privileged[false].Take(200))
        {
            yield return Drafts.Make(CheckIds.RootUser, "setuid-file", Severity.Medium, "A file runs with rights that its caller does not have",
                entry.Path, Describe(entry), "Remove the bit (chmod a-s) or the capability (setcap -r), unless it is meant; run containers with no-new-privileges.");
        }
    }

    private static bool IsUsual(ImageEntry entry)
        => !entry.HasCapabilities && Usual.Contains(ImagePath.Name(entry.Path))
            && UsualFolders.Any(folder => entry.Path.StartsWith(folder, StringComparison.Ordinal));

    private static string Describe(ImageEntry entry)
        => string.Create(CultureInfo.InvariantCulture, $"{entry.Path} ({Convert.ToString(entry.Mode, 8)}, uid {entry.Uid}, gid {entry.Gid}{(entry.HasCapabilities ? ", capabilities" : string.Empty)})");
}
