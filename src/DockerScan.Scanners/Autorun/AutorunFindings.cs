using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Autorun.Signatures;

namespace DockerScan.Scanners.Autorun;

/// <summary>Looks at one text or file and says what is suspicious about it.</summary>
internal sealed class AutorunFindings(SignatureSet signatures)
{
    private const int MaxLine = 10_000;
    private const int MaxLinesWithFindings = 50;
    private const int SmallestPacked = 20 * 1024;
    private const double PackedEntropy = 7.2;

    private static readonly string[] HiddenPlaces = ["/tmp/", "/var/tmp/", "/dev/shm/", "/run/shm/"];

    /// <summary>Matches the lines of a script or a shell form; of several hits of one category on a line the worst is kept.</summary>
    public IEnumerable<FindingDraft> OfScript(string location, string text)
    {
        var lines = 0;
        foreach (var (number, line) in ShellReader.LogicalLines(text, MaxLine))
        {
            if (string.IsNullOrWhiteSpace(line) || lines >= MaxLinesWithFindings)
            {
                continue;
            }

            var hits = signatures.Scripts.Where(signature => signature.Pattern.IsMatch(line))
                .GroupBy(signature => signature.Category).Select(same => same.MaxBy(signature => signature.Severity)!).ToList();
            lines += hits.Count > 0 ? 1 : 0;
            foreach (var hit in hits)
            {
                var evidence = string.Create(CultureInfo.InvariantCulture, $"{DisplayText.Clean(location, 200)}:{number}: {DisplayText.Clean(line.Trim(), 200)}");
                yield return Draft(CheckIds.AutorunMalware, hit.Id, hit.Severity, hit.Title, location, evidence,
                    "Find out who added this line and why; remove it, or use an image of a publisher you trust.");
            }
        }
    }

    public IEnumerable<FindingDraft> OfBinary(ImageFile file)
    {
        var bytes = file.Content;
        var sections = ElfImage.Read(bytes.Span).SectionNames;
        foreach (var signature in signatures.Binaries)
        {
            var marker = signature.Markers.FirstOrDefault(each => bytes.Span.IndexOf(each) >= 0);
            var section = signature.SectionNames.FirstOrDefault(sections.Contains);
            if (marker is not null || section is not null)
            {
                var sign = section is not null ? $"section {section}" : $"bytes \"{System.Text.Encoding.ASCII.GetString(marker!)}\"";
                yield return Draft(CheckIds.AutorunMalware, signature.Id, signature.Severity, signature.Title, file.Path,
                    $"{DisplayText.Clean(file.Path, 200)}: {sign}, sha256 {file.Sha256 ?? "not computed"}",
                    "Look the hash up, and find out who put this program into the image.");
            }
        }

        var entropy = file.SizeBytes >= SmallestPacked ? Entropy.Of(bytes.Span) : 0;
        if (entropy > PackedEntropy)
        {
            yield return Draft(CheckIds.AutorunFile, "high-entropy", Severity.Medium, "A program that starts by itself looks packed or encrypted", file.Path,
                string.Create(CultureInfo.InvariantCulture, $"{DisplayText.Clean(file.Path, 200)}: {entropy:0.00} bits a byte over {bytes.Length} bytes"),
                "Ask the publisher for an unpacked program, or look its hash up.");
        }
    }

    public static FindingDraft? OfPath(string path)
    {
        var isHidden = HiddenPlaces.Any(place => path.StartsWith(place, StringComparison.Ordinal))
            || path.Split('/').Any(part => part.Length > 1 && part[0] == '.');
        return !isHidden ? null : Draft(CheckIds.AutorunFile, "hidden-path", Severity.Medium, "A file that starts by itself lies in a hidden or temporary place", path,
            DisplayText.Clean(path, 300), "Move it to a usual place such as /usr/local/bin, or remove it.");
    }

    public static FindingDraft Missing(string origin, string word)
        => Draft(CheckIds.AutorunFile, "missing-target", Severity.Low, $"{origin} names a file that is not in the image", origin,
            $"{origin}: {DisplayText.Clean(word, 200)}", $"Correct {origin}: the container cannot start as configured.");

    private static FindingDraft Draft(
        string check, string id, Severity severity, string title, string location, string evidence, string remediation)
        => new()
        {
            Check = check,
            Id = id,
            KeyClass = check,
            Location = location,
            Title = title,
            Severity = severity,
            Target = DisplayText.Clean(location, 200),
            Evidence = evidence,
            Remediation = remediation,
        };
}
