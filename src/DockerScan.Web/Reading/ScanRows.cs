using DockerScan.Core.Images;
using DockerScan.Core.Stores;
using DockerScan.Core.Words;
using DockerScan.Web.Strings;

namespace DockerScan.Web.Reading;

/// <summary>A table of scans.</summary>
/// <param name="Scans">They.</param>
/// <param name="Strings">Its words.</param>
/// <param name="Words">The words of verdicts.</param>
/// <param name="Compares">Whether each with one before is to be compared with it.</param>
public sealed record ScanRows(IReadOnlyList<ListedScan> Scans, WebStrings Strings, Vocabulary Words, bool Compares = false)
{
    /// <summary>An image's name as people type it.</summary>
    public static string Familiar(string reference) => ImageReference.TryParse(reference, out var parsed, out _) ? parsed.Familiar : Show.Fit(reference, 300);

    /// <summary>The next older scan of the same image with another result; null when the table has none.</summary>
    public ListedScan? Before(int index) => Scans.Skip(index + 1).FirstOrDefault(other => other.Result is { } result && result.Id != Scans[index].Result?.Id && other.Reference == Scans[index].Reference);
}
