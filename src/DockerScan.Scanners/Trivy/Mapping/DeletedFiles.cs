using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>Says of a secret whose file is not in the image's files that it lies in a lower layer: the path alone would send a reader looking in vain.</summary>
internal static class DeletedFiles
{
    private const char Replacement = '\uFFFD';
    private const string Words = "; in a lower layer: a later one deleted the file, and whoever has the image can still read it";

    /// <summary>The findings; unchanged when the list of files is not known whole, because then nothing is known to be absent.</summary>
    public static IReadOnlyList<FindingDraft> Mark(IReadOnlyList<FindingDraft> findings, ImageFileIndex? index)
        => index is not { Incomplete: null } ? findings : [.. findings.Select(finding => IsDeleted(finding, index) ? finding with { Evidence = TrivyText.Name(finding.Evidence + Words) } : finding)];

    // A name that is no text cannot be compared.
    private static bool IsDeleted(FindingDraft finding, ImageFileIndex index)
        => finding.Check == CheckIds.SecretFile && !finding.Location.Contains(Replacement, StringComparison.Ordinal)
            && ImagePath.Combine("/", finding.Location) is var path && index.Find(path) is null && index.Resolve(path) is null;
}
