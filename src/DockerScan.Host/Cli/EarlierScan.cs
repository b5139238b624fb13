using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;

namespace DockerScan.Host.Cli;

/// <summary>The scan that a person means: by its id, by an image for its newest, or by an id's beginning that no other has.</summary>
internal static class EarlierScan
{
    /// <summary>What <c>SCAN</c> may be, for the help.</summary>
    public const string Words = "A scan's id, or its first letters (4 or more); or an image, for its newest scan.";

    private const int MinPrefix = 4;
    private const int Listed = 5;
    private const int Shown = 80;

    /// <exception cref="UsageException">There is none, or more than one.</exception>
    public static async Task<ScanResult> GetAsync(IScanStore store, string text, CancellationToken cancellationToken)
    {
        var isId = ScanId.TryParse(text, out var id);
        if (isId && await store.FindResultAsync(id, cancellationToken) is { } result)
        {
            return result;
        }

        // What was scanned under an id wins over an image of that name, and an image over the beginning of an id.
        if (ImageReference.TryParse(text, out var reference, out _) && await store.FindLatestAsync(reference.ToString(), cancellationToken) is { } latest)
        {
            return latest;
        }

        return isId && await store.FindJobAsync(id, cancellationToken) is { } job
            ? throw new UsageException($"scan {id} {Without(job.State)}")
            : await FindByPrefixAsync(store, text, cancellationToken);
    }

    private static async Task<ScanResult> FindByPrefixAsync(IScanStore store, string text, CancellationToken cancellationToken)
    {
        var ids = text.Length >= MinPrefix ? await store.FindIdsAsync(text, Listed + 1, cancellationToken) : [];
        return ids.Count switch
        {
            1 when await store.FindResultAsync(ids[0], cancellationToken) is { } result => result,
            > 1 => throw new UsageException($"more than one scan begins with '{DisplayText.Clean(text, Shown)}': {string.Join(", ", ids.Take(Listed))}{(ids.Count > Listed ? " …" : string.Empty)}; type more of it"),
            _ => throw new UsageException($"there is no scan '{DisplayText.Clean(text, Shown)}', by id or by image; type {CommandLine.Program} scan {Image(text)}"),
        };
    }

    /// <summary>The same for what is to be read: of an image whose newest scan could not have it, the newest that could, and that one as <c>Failed</c>.</summary>
    /// <exception cref="UsageException">There is none, or more than one.</exception>
    public static async Task<(ScanResult Result, ScanResult? Failed)> ReadAsync(IScanStore store, string text, CancellationToken cancellationToken)
    {
        var found = await GetAsync(store, text, cancellationToken);
        return found.Failure is not null && !IsNamed(found, text) && await store.FindLatestHadAsync(found.Reference.ToString(), cancellationToken) is { } older
            ? (older, found) : (found, null);
    }

    /// <summary>Whether a scan was meant by its id, and not by its image.</summary>
    public static bool IsNamed(ScanResult found, string text) => found.Id.Value.StartsWith(text, StringComparison.OrdinalIgnoreCase);

    // A word that may be the beginning of an id is not offered as an image.
    private static string Image(string text)
        => ImageReference.TryParse(text, out var reference, out _) && text.AsSpan().IndexOfAny(":/@") >= 0 ? DisplayText.Clean(reference.Familiar, Shown) : "IMAGE";

    private static string Without(ScanState state) => state switch
    {
        ScanState.Queued => "waits for its turn; try again when it has ended",
        ScanState.Running => "is still running; try again when it has ended",
        ScanState.Cancelled => "was cancelled and has no result",
        ScanState.Finished => "has no result",
    };
}
