using DockerScan.Core.Content;
using DockerScan.Scanners.ImageConfig;

namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>The user that the image starts as, with the groups that the runtime gives it.</summary>
/// <param name="Uid">Its number.</param>
/// <param name="Groups">Its groups, the primary one first.</param>
internal sealed record StartUser(long Uid, IReadOnlyList<long> Groups)
{
    /// <summary>Root, as engines start it: it may enter every folder and read every file.</summary>
    public static StartUser Root { get; } = new(0, [0]);

    /// <summary>Finds it as runc does (moby/sys/user, GetExecUser); null when a name is not in the image, which stops the start by itself.</summary>
    public static StartUser? Find(string configured, string? passwd, string? group)
    {
        var parts = configured.Trim().Split(':', 2);
        var account = parts[0].Length == 0 ? null : Account.Find(passwd, parts[0]);
        if (account is null && parts[0].Length > 0 && parts[0] != "root" && !Account.TryNumber(parts[0], out _))
        {
            return null;
        }

        var uid = account?.Number ?? (Account.TryNumber(parts[0], out var number) ? number : 0);
        if (parts.Length == 1 || parts[1].Length == 0)
        {
            return new StartUser(uid, [account?.Group ?? 0, .. account is null ? [] : Account.GroupsOf(group, account.Name)]);
        }

        return Account.Find(group, parts[1])?.Number is { } gid || Account.TryNumber(parts[1], out gid) ? new StartUser(uid, [gid])
            : parts[1] == "root" ? new StartUser(uid, [0]) : null;
    }

    /// <summary>True when the mode lets this user do what <paramref name="bits"/> (4 read, 1 execute) say. Root needs an execute bit of somebody's, and nothing to read.</summary>
    public bool May(ImageEntry entry, int bits)
        => Uid == 0
            ? (bits & 1) == 0 || entry.Kind == ImageEntryKind.Directory || (entry.Mode & ImageEntry.AnyExecute) != 0
            : ((entry.Mode >> (entry.Uid == Uid ? 6 : Groups.Contains(entry.Gid) ? 3 : 0)) & bits) == bits;
}
