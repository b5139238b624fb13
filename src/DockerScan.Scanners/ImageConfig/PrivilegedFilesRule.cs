using System.Globalization;
using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>Files that run with other rights than their caller's: set-uid, set-gid, file capabilities.</summary>
/// <remarks>
/// What the distribution ships is one low finding. Any other file is its own: high when it is a shell or a tool that
/// runs what it is told and belongs to root, because then it is a way to root as it stands; medium when it is set-uid
/// or has capabilities, because it needs a flaw of its own; low when it is only set-gid.
/// </remarks>
internal sealed class PrivilegedFilesRule : IImageConfigRule
{
    private const int MaxOwn = 50;
    private const string Mend = "Remove the bit (chmod a-s) or the capability (setcap -r), unless it is meant; run containers with no-new-privileges.";

    public IEnumerable<FindingDraft> Look(ImageConfigInput input)
    {
        var privileged = input.Index.Entries.Values.Where(IsPrivileged)
            .OrderBy(entry => entry.Path, StringComparer.Ordinal).ToLookup(UsualPrivileges.Contains);
        var usual = privileged[true].Select(Describe).ToList();
        if (usual.Count > 0)
        {
            yield return Drafts.Make(CheckIds.SetUid, "setuid-distribution", Severity.Low, "The distribution's own set-uid and set-gid programs are in the image",
                "set-uid programs", Drafts.List(usual), "Remove the bits where nobody needs them (chmod a-s), and run containers with no-new-privileges.")
                with { RiskReason = "every image of the distribution has them, and each needs a flaw of its own to be misused" };
        }

        var own = privileged[false].OrderByDescending(SeverityOf).ToList();
        foreach (var entry in own.Take(MaxOwn))
        {
            var severity = SeverityOf(entry);
            var title = severity == Severity.High ? "A set-uid file gives a root shell" : "A file runs with rights that its caller does not have";
            yield return Drafts.Make(CheckIds.SetUid, "setuid-file", severity, title, entry.Path, Describe(entry), Mend) with
            {
                RiskReason = severity switch
                {
                    Severity.High => "it runs whatever it is told as root, so whoever gets into the container is root in it",
                    Severity.Low => "it gives a group's rights only",
                    _ => "it runs with other rights than its caller's, and needs a flaw of its own to be misused",
                },
            };
        }

        if (own.Count > MaxOwn)
        {
            yield return Drafts.Make(CheckIds.SetUid, "setuid-many", own.Skip(MaxOwn).Max(SeverityOf), "Many more files run with rights that their caller does not have",
                "more set-uid files", Drafts.List([.. own.Skip(MaxOwn).Select(Describe)]), Mend);
        }
    }

    private static bool IsPrivileged(ImageEntry entry)
        => entry.Kind == ImageEntryKind.File
            && (entry.HasCapabilities
                || ((entry.Mode & (ImageEntry.SetUid | ImageEntry.SetGid)) != 0 && (entry.Mode & ImageEntry.AnyExecute) != 0));

    private static Severity SeverityOf(ImageEntry entry)
        => (entry.Mode & ImageEntry.SetUid) != 0 && entry.Uid == 0 && UsualPrivileges.RunsWhatItIsTold(entry.Path) ? Severity.High
            : (entry.Mode & ImageEntry.SetUid) != 0 || entry.HasCapabilities || entry.Gid == 0 ? Severity.Medium
            : Severity.Low;

    private static string Describe(ImageEntry entry)
        => string.Create(CultureInfo.InvariantCulture, $"{entry.Path} ({Convert.ToString(entry.Mode, 8)}, uid {entry.Uid}, gid {entry.Gid}{(entry.HasCapabilities ? ", capabilities" : string.Empty)})");
}
