using DockerScan.Core.Content;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>A file that the engine keeps beside the layers and that the target can write: hosts, hostname, resolv.conf.</summary>
/// <param name="Before">As it was before the target ran: its size, and its beginning.</param>
/// <param name="After">The same after it; null when nobody told.</param>
/// <param name="IsChanged">True when it is not as it was.</param>
internal sealed record SharedFile(ImageFile Before, ImageFile? After, bool IsChanged)
{
    /// <summary>What the owner of the network has told of them so far.</summary>
    public static IReadOnlyList<SharedFile> From(IEnumerable<SentinelEvent> events)
    {
        var told = events.OfType<SharedFileEvent>().ToList();
        return [.. told.Where(each => !each.IsAfter).Select(before => Join(before, told.FirstOrDefault(each => each.IsAfter && each.Path == before.Path)))];
    }

    private static SharedFile Join(SharedFileEvent before, SharedFileEvent? after)
        => new(File(before), after is null ? null : File(after), after?.IsChanged == true);

    private static ImageFile File(SharedFileEvent each) => new(each.Path, each.Head, each.SizeBytes, null);
}
