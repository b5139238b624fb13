using System.Globalization;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Autorun.Signatures;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>The image configuration, file permissions and history.</summary>
internal sealed class ImageConfigScanner(IEnumerable<IImageConfigRule> rules, SignatureSet signatures) : IImageScanner
{
    // Raised with every change of this scanner's answers.
    private const string Revision = "9";
    private const int MaxUnreadable = 5;
    private const int MaxAccounts = 1024 * 1024;

    public string Id => StageIds.ImageConfig;

    public Task<ScannerIdentity> IdentifyAsync(CancellationToken cancellationToken)
        => Task.FromResult(new ScannerIdentity(Id, Revision, signatures.Version));

    public TimeSpan GetTimeLimit(TargetImage image) => TimeSpan.FromSeconds(60) + TimeSpan.FromSeconds(image.SizeBytes / (50.0 * 1024 * 1024));

    public async Task<ScannerOutcome> ScanAsync(ScannerInput input, CancellationToken cancellationToken)
    {
        var gaps = new List<Gap>();
        var index = await IndexAsync(input.Content, gaps, cancellationToken);

        var configuration = input.Image.Configuration;
        var seen = new ImageConfigInput(
            configuration,
            index,
            await TextAsync("/etc/passwd", input.Content, index, gaps, cancellationToken),
            await TextAsync("/etc/group", input.Content, index, gaps, cancellationToken),
            gaps);
        if (configuration.History.Count > HistoryRule.MaxSteps)
        {
            gaps.Add(new Gap(GapKind.HistoryCut, $"the history is longer than {HistoryRule.MaxSteps} steps"));
        }

        gaps.AddRange(HistoryRule.Unreadable(configuration).Take(MaxUnreadable)
            .Select(line => new Gap(GapKind.HistoryUnreadable, $"line {line.Number} of the history is made to be unreadable: {line.Why}")));
        // Before the outcome: a rule may say that it did not look at everything.
        var findings = rules.SelectMany(rule => rule.Look(seen)).ToList();
        return ScannerOutcome.With(gaps) with
        {
            Findings = findings,
            Evidence = new Dictionary<string, string>
            {
                ["entries"] = index.Entries.Count.ToString(CultureInfo.InvariantCulture),
                ["signatures"] = signatures.Version,
            },
        };
    }

    // Without the files what the configuration alone shows is still said: an engine may refuse to open an image for what stands in it.
    private static async Task<ImageFileIndex> IndexAsync(IImageContent content, List<Gap> gaps, CancellationToken cancellationToken)
    {
        try
        {
            var index = await content.GetIndexAsync(cancellationToken);
            if (index.Incomplete is { } incomplete)
            {
                gaps.Add(new Gap(GapKind.FileListIncomplete, incomplete));
            }

            return index;
        }
        catch (EngineException e)
        {
            gaps.Add(new Gap(GapKind.FileListMissing, "the engine did not list the image's files, so only its configuration was read: " + e.Failure.Message));
            return new ImageFileIndex(new Dictionary<string, ImageEntry>(), e.Failure.Message);
        }
    }

    private static async Task<string?> TextAsync(
        string path, IImageContent content, ImageFileIndex index, List<Gap> gaps, CancellationToken cancellationToken)
    {
        if (index.Resolve(path) is not { Kind: ImageEntryKind.File } entry)
        {
            return null;
        }

        var file = await content.ReadAsync(entry.Path, MaxAccounts, cancellationToken);
        if (file is null)
        {
            gaps.Add(new Gap(GapKind.AccountsUnread, $"{path} could not be read"));
        }
        else if (file.IsTruncated)
        {
            gaps.Add(new Gap(GapKind.AccountsUnread, $"{path} is longer than 1 MiB"));
        }

        return file is null ? null : Encoding.UTF8.GetString(file.Content.Span);
    }
}
