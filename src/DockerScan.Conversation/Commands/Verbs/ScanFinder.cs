using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary>Finds the result that a person means: by scan id, else the newest of an image.</summary>
internal sealed class ScanFinder(IScanService scans)
{
    private const int Shown = 80;

    /// <summary>The same for what is to be read: of an image whose newest scan could not have it, the newest that could, and that one as <c>Failed</c>.</summary>
    public async Task<(ScanResult Result, ScanResult? Failed)> ReadAsync(string text, CancellationToken cancellationToken)
    {
        var found = await GetAsync(text, cancellationToken);
        var isNamed = ScanId.TryParse(text, out var id) && found.Id == id;
        return !isNamed && found.Failure is not null && await scans.FindLatestHadAsync(found.Reference, cancellationToken) is { } older ? (older, found) : (found, null);
    }

    /// <exception cref="UserFacingException">There is none.</exception>
    public async Task<ScanResult> GetAsync(string text, CancellationToken cancellationToken)
    {
        // An id could be an image's name as well; what was scanned under that id wins.
        var isId = ScanId.TryParse(text, out var id);
        if (isId && await scans.FindResultAsync(id, cancellationToken) is { } result)
        {
            return result;
        }

        if (!ImageReference.TryParse(text, out var reference, out var problem))
        {
            throw new UserFacingException(
                CommandStrings.Say(words => words.NeitherScanNorImage(DisplayText.Clean(text, Shown), ReferenceWords.Of(problem, words.Language))), showUsage: true);
        }

        var scan = $"scan {reference.Familiar}";
        return await scans.FindLatestAsync(reference, cancellationToken) ?? throw (isId
            ? new UserFacingException(CommandStrings.Say(words => words.NoResult(id.Value)))
            : new UserFacingException(CommandStrings.Say(words => words.NoScanOf(reference.Familiar, scan)), command: scan));
    }
}
