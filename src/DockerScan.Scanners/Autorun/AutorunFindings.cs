using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Autorun.Elf;
using DockerScan.Scanners.Autorun.Signatures;
using DockerScan.Scanners.Autorun.Text;

namespace DockerScan.Scanners.Autorun;

/// <summary>Looks at one text or file and says what is suspicious about it. One finding per signature and file, so that its key stays when lines move.</summary>
internal sealed class AutorunFindings(SignatureSet signatures)
{
    private const int MaxLinesShown = 5;
    private const int MaxLineShown = 200;
    private const int MaxFilesShown = 15;
    private const int SmallestPacked = 20 * 1024;
    private const double PackedEntropy = 7.2;

    private readonly IReadOnlyList<byte[]> _marks = [.. signatures.Binaries.SelectMany(signature => signature.Markers)];

    /// <summary>Matches a script or a shell form. Of several signatures of one category on a line the worst is kept.</summary>
    public IEnumerable<FindingDraft> OfScript(string location, string text, CancellationToken cancellationToken)
    {
        var hits = ScriptText.Matches(signatures.Scripts, text, cancellationToken).Where(hit => !ScriptText.IsUndone(hit, text))
            .GroupBy(hit => (hit.Line, hit.Signature.Category)).Select(same => same.MaxBy(hit => hit.Signature.Severity)!).ToList();
        foreach (var same in hits.GroupBy(hit => hit.Signature.Id))
        {
            var lines = same.OrderBy(hit => hit.Line).Take(MaxLinesShown).Select(hit => string.Create(CultureInfo.InvariantCulture,
                $"{DisplayText.Clean(location, 200)}:{hit.Line}: {DisplayText.Clean(Masking.Secrets(hit.Text.Trim()), MaxLineShown)}")).ToList();
            if (same.Count() > MaxLinesShown)
            {
                lines.Add($"and {same.Count() - MaxLinesShown} more");
            }

            var signature = same.First().Signature;
            yield return AutorunDrafts.OfSignature(signature.Id, signature.Severity, signature.Title, location, string.Join('\n', lines),
                "Find out who added this line and why; remove it, or use an image of a publisher you trust.");
        }
    }

    /// <summary>A search of one file for the marks of known programs.</summary>
    public MarkSearch NewSearch() => new(_marks);

    /// <summary>Says which marks of known programs a search found, in any file.</summary>
    public IEnumerable<FindingDraft> OfMarks(ImageFile file, IReadOnlyList<string> sections, MarkSearch search)
    {
        var found = search.Found.Select(place => _marks[place]).ToHashSet();
        foreach (var signature in signatures.Binaries)
        {
            var section = signature.SectionNames.FirstOrDefault(sections.Contains);
            var marker = section is null ? signature.Markers.FirstOrDefault(found.Contains) : null;
            if (marker is not null || section is not null)
            {
                var sign = section is not null ? $"section {section}" : $"bytes \"{System.Text.Encoding.ASCII.GetString(marker!)}\"";
                yield return AutorunDrafts.OfSignature(signature.Id, signature.Severity, signature.Title, file.Path,
                    $"{DisplayText.Clean(file.Path, 200)}: {sign}, sha256 {file.Sha256 ?? "not computed"}",
                    "Look the hash up, and find out who put this program into the image.");
            }
        }
    }

    /// <summary>Looks at a program: marks, packing, odd headers.</summary>
    public IEnumerable<FindingDraft> OfProgram(ImageFile file, MarkSearch search)
    {
        var elf = ElfImage.Read(file.Content.Span);
        foreach (var finding in OfMarks(file, elf.SectionNames, search).Concat(OfHeaders(file, elf)))
        {
            yield return finding;
        }

        var (entropy, length, what) = Packed(file, elf);
        if (entropy > PackedEntropy)
        {
            yield return AutorunDrafts.Make(CheckIds.AutorunFile, "high-entropy", Severity.Medium, "A program that starts by itself looks packed or encrypted", file.Path,
                string.Create(CultureInfo.InvariantCulture, $"{DisplayText.Clean(file.Path, 200)}: {entropy:0.00} bits a byte over {length} bytes of {what}"),
                "Ask the publisher for an unpacked program, or look its hash up.");
        }
    }

    public static FindingDraft? OfPath(string path)
        => !SuspiciousPlaces.Contains(path) ? null
            : AutorunDrafts.Make(CheckIds.AutorunFile, "hidden-path", Severity.Medium, "A file that starts by itself lies in a hidden or temporary place", path,
                DisplayText.Clean(path, 300), "Move it to a usual place such as /usr/local/bin, or remove it.");

    /// <summary>A script starts something in a temporary place that is not in the image: it is made or fetched at run time.</summary>
    public static FindingDraft OfDropped(string startedBy, string path)
        => AutorunDrafts.Make(CheckIds.AutorunFile, "started-from-temporary", Severity.Medium, "A script starts a program from a temporary place that is not in the image", startedBy,
            $"{DisplayText.Clean(startedBy, 200)} starts {DisplayText.Clean(path, 200)}", "Find out where that file comes from; put programs into the image at build time.");

    public static FindingDraft Preloaded(string library)
        => AutorunDrafts.Make(CheckIds.AutorunFile, "ld-so-preload", Severity.Medium, "A library is loaded into every program of the image", Preloads.File,
            $"{Preloads.File}: {DisplayText.Clean(library, 500)}", "Remove /etc/ld.so.preload unless it is meant: rootkits hide with it.");

    /// <summary>What a person must review: the files that no package of the image vouches for, as one finding. Null when each has one.</summary>
    public static FindingDraft? OfUnvouched(IReadOnlyList<AutorunFile> files)
    {
        var unvouched = files.Where(file => file.Package is null && file.Kind != AutorunKind.Missing).ToList();
        if (unvouched.Count == 0)
        {
            return null;
        }

        var lines = unvouched.Take(MaxFilesShown).Select(file =>
            $"{DisplayText.Clean(file.Path, 200)}: {file.Kind.ToString().ToLowerInvariant()}, started by {DisplayText.Clean(file.StartedBy, 200)}, sha256 {file.Sha256 ?? "not computed"}");
        var more = unvouched.Count > MaxFilesShown ? [string.Create(CultureInfo.InvariantCulture, $"and {unvouched.Count - MaxFilesShown} more")] : (string[])[];
        // Not looked at is not none.
        var unread = unvouched.Select(file => file.PackageUnread).FirstOrDefault(each => each is not null);
        var (start, them) = unvouched.Count == 1 ? ("file starts by itself", "it") : ("files start by themselves", "them");
        var vouching = unread is null ? $"no package of the image vouches for {them}" : $"whether a package of the image vouches for {them} could not be read";
        IEnumerable<string> unreadLine = unread is null ? [] : [$"the lists of the image's packages were not all read: {DisplayText.Clean(unread, 500)}"];
        return AutorunDrafts.Make(CheckIds.AutorunFile, "unvouched", Severity.Low,
            string.Create(CultureInfo.InvariantCulture, $"Review: {unvouched.Count} {start}, and {vouching}"),
            "start files", string.Join('\n', [.. lines, .. more, .. unreadLine]),
            "Make sure that you know where each comes from: compare its hash with the publisher's, or its text with the source.")
            with { RiskReason = unread is null ? "nothing was found in them that is wrong in itself, but nobody vouches for them either" : "nothing was found in them that is wrong in itself, and nobody could look who vouches for them" };
    }

    private static IEnumerable<FindingDraft> OfHeaders(ImageFile file, ElfImage elf)
    {
        var shown = DisplayText.Clean(file.Path, 200);
        if (!elf.IsReadable)
        {
            yield return AutorunDrafts.Make(CheckIds.AutorunFile, "elf-damaged", Severity.Low, "A program that starts by itself has a damaged header", file.Path,
                shown, "Rebuild the program; a damaged header also hides it from tools.");
            yield break;
        }

        if (!elf.HasSectionHeaders)
        {
            yield return AutorunDrafts.Make(CheckIds.AutorunFile, "elf-no-sections", Severity.Low, "A program that starts by itself has no section headers", file.Path,
                shown, "Ask the publisher for an unpacked program, or look its hash up.");
        }

        if (elf.HasWritableCode)
        {
            yield return AutorunDrafts.Make(CheckIds.AutorunFile, "elf-writable-code", Severity.Low, "A program that starts by itself may change its own code", file.Path,
                shown + ": a segment is both writable and executable", "Link it without such a segment, or ask the publisher why it needs one.");
        }
    }

    // Of the code where its place is known, because packed data beside ordinary code is ordinary; else of the whole file.
    private static (double Entropy, int Length, string What) Packed(ImageFile file, ElfImage elf)
    {
        var bytes = file.Content.Span;
        var code = elf.Segments.Where(segment => segment.IsExecutable && segment.Offset < (ulong)file.Content.Length && segment.Length > 0)
            .Select(segment => (At: (int)segment.Offset, Length: (int)Math.Min(segment.Length, (ulong)file.Content.Length - segment.Offset)))
            .OrderByDescending(segment => segment.Length).FirstOrDefault();
        if (code.Length >= SmallestPacked)
        {
            return (Entropy.Of(bytes.Slice(code.At, code.Length)), code.Length, "code");
        }

        // Hardly any code in front of a lot of data is what a packer's stub looks like; so the file is judged as a whole.
        return file.SizeBytes >= SmallestPacked ? (Entropy.Of(bytes), bytes.Length, "the file") : (0, 0, string.Empty);
    }
}
