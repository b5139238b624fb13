using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>Places on PATH where everybody may put a program.</summary>
internal sealed class WritablePathRule : IImageConfigRule
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public IEnumerable<FindingDraft> Look(ImageConfigInput input)
    {
        var path = input.Configuration.Environment.LastOrDefault(variable => variable.StartsWith("PATH=", StringComparison.Ordinal))?["PATH=".Length..] ?? DefaultPath;
        var folders = path.Split(':').Take(64)
            .Select(part => input.Index.Resolve(ImagePath.Combine(ImagePath.Combine("/", input.Configuration.WorkingDirectory), part)))
            .OfType<ImageEntry>().Where(entry => entry.Kind == ImageEntryKind.Directory).DistinctBy(entry => entry.Path).ToList();
        foreach (var folder in folders.Where(IsWritable))
        {
            yield return Draft(folder, "Everybody may put programs into a folder on PATH");
        }

        var onPath = folders.Select(folder => folder.Path).ToHashSet();
        var files = input.Index.Entries.Values
            .Where(entry => entry.Kind == ImageEntryKind.File && IsWritable(entry) && onPath.Contains(ImagePath.Directory(entry.Path)))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal);
        foreach (var file in files.Take(100))
        {
            yield return Draft(file, "Everybody may change a program on PATH");
        }
    }

    private static bool IsWritable(ImageEntry entry) => (entry.Mode & ImageEntry.WorldWritable) != 0;

    private static FindingDraft Draft(ImageEntry entry, string title)
        => Drafts.Make(CheckIds.Misconfiguration, "path-writable", Severity.Medium, title, entry.Path,
            $"{entry.Path} has mode {Convert.ToString(entry.Mode, 8)}", "Take the right to write away from others: chmod o-w.");
}
