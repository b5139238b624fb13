using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>Which user and group the image starts as.</summary>
/// <remarks>
/// Root is medium: it needs a second weakness (an escape, a mounted folder) to leave the container. A name that
/// cannot be resolved is low: the container does not start. The root group is low: it opens files, not the system.
/// A number without a group that passwd does not know runs with group 0 too; that is so ordinary that it is not said.
/// </remarks>
internal sealed class UserRule : IImageConfigRule
{
    private const string Location = "USER";
    private const string Mend = "Add a user without privileges to the image and name user and group by number in USER, e.g. USER 10001:10001.";

    public IEnumerable<FindingDraft> Look(ImageConfigInput input)
    {
        var parts = input.Configuration.User.Trim().Split(':', 3);
        var user = parts[0];
        var shown = "USER " + DisplayText.Clean(input.Configuration.User.Trim(), 200);
        var account = user.Length == 0 ? null : Account.Find(input.Passwd, user);
        if (IsRoot(user, account, shown) is { } evidence)
        {
            yield return Drafts.Make(CheckIds.RootUser, "user-root", Severity.Medium, "The image starts as root", Location, evidence, Mend)
                with { RiskReason = "root in a container needs a second weakness, an escape or a mounted folder, to be root outside" };
            yield break;
        }

        // From an index that is not whole, "not found" proves nothing; the stage is partial and says so.
        if (account is null && !Account.TryNumber(user, out _))
        {
            if (input.Index.Incomplete is null)
            {
                yield return Unknown("user-unknown", "The configured user is not in the image", shown, "/etc/passwd", input.Passwd);
            }

            yield break;
        }

        foreach (var finding in Group(input, parts.Length > 1 ? parts[1] : string.Empty, account, shown))
        {
            yield return finding;
        }
    }

    private static string? IsRoot(string user, Account? account, string shown)
        => user switch
        {
            "" => "no USER is configured, so it is root",
            _ when Account.TryNumber(user, out var number) => number == 0 ? shown : null,
            "root" when account is null or { Number: 0 } => shown,
            _ when account is { Number: 0 } => shown + ", which /etc/passwd makes number 0",
            _ => null,
        };

    private static IEnumerable<FindingDraft> Group(ImageConfigInput input, string group, Account? account, string shown)
    {
        var entry = group.Length == 0 ? null : Account.Find(input.Group, group);
        if (group.Length > 0 && entry is null && !Account.TryNumber(group, out _) && group != "root")
        {
            if (input.Index.Incomplete is null)
            {
                yield return Unknown("group-unknown", "The configured group is not in the image", shown, "/etc/group", input.Group);
            }

            yield break;
        }

        var isRoot = group.Length == 0
            ? account is { Group: 0 }
            : Account.TryNumber(group, out var number) ? number == 0 : entry is null or { Number: 0 };
        if (isRoot)
        {
            yield return Drafts.Make(CheckIds.RootUser, "group-root", Severity.Low, "The image starts in the root group", Location,
                group.Length == 0 ? shown + ", whose group in /etc/passwd is 0" : shown, Mend);
        }
    }

    private static FindingDraft Unknown(string id, string title, string shown, string file, string? text)
        => Drafts.Make(CheckIds.RootUser, id, Severity.Low, title, Location,
            shown + (text is null ? $", and the image has no {file}" : $", and {file} has no such name"), "Name it by number in USER, or add it to the image.");
}
