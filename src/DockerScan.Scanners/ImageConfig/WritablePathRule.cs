using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Autorun.Commands;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>Places on PATH where everybody may put or change a program.</summary>
/// <remarks>
/// High when it is a system folder without the sticky bit, or a program in one: whatever runs in the container, root
/// too, runs from there. Medium otherwise: with the sticky bit programs can be added but not replaced, and an
/// application's own folder is used by that application.
/// </remarks>
internal sealed class WritablePathRule : IImageConfigRule
{
    private const int MaxFiles = 50;
    private static readonly string[] SystemFolders = ["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"];

    public IEnumerable<FindingDraft> Look(ImageConfigInput input)
    {
        var path = new SearchPath(input.Configuration);
        if (path.Relative.Count > 0)
        {
            yield return Drafts.Make(CheckIds.Misconfiguration, "path-relative", Severity.Low, "PATH holds a folder that depends on where a process stands", "PATH",
                "PATH=" + DisplayText.Clean(string.Join(':', path.Raw), 500), "Name every folder of PATH from the root; leave no empty part.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in path.Folders)
        {
            if (input.Index.Resolve(folder) is { Kind: ImageEntryKind.Directory } found)
            {
                folders.Add(found.Path);
            }

            if (Weakest(input.Index, folder) is { } writable && seen.Add(writable.Path))
            {
                yield return Draft(writable, IsSystem(writable.Path) && !IsSticky(writable) ? Severity.High : Severity.Medium,
                    "Everybody may put programs into a folder on PATH", folder == writable.Path ? string.Empty : $" and leads to {folder} on PATH");
            }
        }

        var files = Programs(input.Index, folders).Where(entry => IsWritable(entry) && seen.Add(entry.Path))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal).ToList();
        foreach (var file in files.Take(MaxFiles))
        {
            yield return Draft(file, IsSystem(ImagePath.Directory(file.Path)) ? Severity.High : Severity.Medium, "Everybody may change a program on PATH", string.Empty);
        }

        if (files.Count > MaxFiles)
        {
            yield return Drafts.Make(CheckIds.Misconfiguration, "path-writable-many", Severity.Medium, "Everybody may change many more programs on PATH", "more programs on PATH",
                Drafts.List([.. files.Skip(MaxFiles).Select(file => file.Path)]), "Take the right to write away from others: chmod o-w.");
        }
    }

    // The folder itself; or one above it that lets its parts be replaced; or, when it is not there, one where it can be made.
    private static ImageEntry? Weakest(ImageFileIndex index, string folder)
    {
        var isItself = true;
        for (var current = folder; current != "/"; current = ImagePath.Directory(current))
        {
            if (index.Resolve(current) is not { Kind: ImageEntryKind.Directory } entry)
            {
                continue;
            }

            if (IsWritable(entry) && (isItself || !IsSticky(entry)))
            {
                return entry;
            }

            isItself = false;
        }

        return null;
    }

    // A link on PATH is as weak as the file it leads to.
    private static IEnumerable<ImageEntry> Programs(ImageFileIndex index, HashSet<string> folders)
        => index.Entries.Values
            .Where(entry => entry.Kind is ImageEntryKind.File or ImageEntryKind.SymbolicLink or ImageEntryKind.HardLink && folders.Contains(ImagePath.Directory(entry.Path)))
            .Select(entry => entry.Kind == ImageEntryKind.File ? entry : index.Resolve(entry.Path))
            .OfType<ImageEntry>().Where(entry => entry.Kind == ImageEntryKind.File);

    private static bool IsWritable(ImageEntry entry) => (entry.Mode & ImageEntry.WorldWritable) != 0;

    private static bool IsSticky(ImageEntry entry) => (entry.Mode & ImageEntry.Sticky) != 0;

    private static bool IsSystem(string folder) => SystemFolders.Contains(folder, StringComparer.Ordinal);

    private static FindingDraft Draft(ImageEntry entry, Severity severity, string title, string why)
        => Drafts.Make(CheckIds.Misconfiguration, "path-writable", severity, title, entry.Path,
            $"{entry.Path} has mode {Convert.ToString(entry.Mode, 8)}{why}", "Take the right to write away from others: chmod o-w.");
}
