using System.Text;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Acme;

/// <summary>What it looks at, in one sentence.</summary>
internal sealed class AcmeScanner(IOptions<AcmeOptions> options) : IImageScanner
{
    // Raised with every change of this scanner's answers: a kept result is given again only while it is the same.
    private const string Revision = "1";
    private const string Path = "/etc/acme";

    // A constant of StageIds, with a title in Core/Words.
    public string Id => "acme";

    public Task<ScannerIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new ScannerIdentity(Id, Revision, null));

    public TimeSpan GetTimeLimit(TargetImage image) => TimeSpan.FromSeconds(60) + TimeSpan.FromSeconds(image.SizeBytes / (50.0 * 1024 * 1024));

    public async Task<ScannerOutcome> ScanAsync(ScannerInput input, CancellationToken cancellationToken)
    {
        List<Gap> gaps = [];
        List<FindingDraft> findings = [];
        var index = await input.Content.GetIndexAsync(cancellationToken);
        if (index.Incomplete is { } incomplete)
        {
            gaps.Add(new Gap(GapKind.FileListIncomplete, incomplete));
        }

        if (index.Resolve(Path) is { Kind: ImageEntryKind.File } entry)
        {
            var file = await input.Content.ReadAsync(entry.Path, options.Value.MaxFileKiB * 1024, cancellationToken);
            if (file is null || file.IsTruncated)
            {
                // Whatever was not looked at is a gap, with a kind of its own in GapKind and a row in CheckTable.
                gaps.Add(new Gap(GapKind.FileListIncomplete, $"{Path} was not read whole"));
            }

            findings.Add(Draft(entry.Path, file is null ? string.Empty : Encoding.UTF8.GetString(file.Content.Span)));
        }

        return ScannerOutcome.With(gaps) with { Findings = findings };
    }

    // Id and location make the key: no text and no digest in them.
    private static FindingDraft Draft(string path, string text) => new()
    {
        Check = CheckIds.AutorunFile,
        Id = "acme-file",
        KeyClass = CheckIds.AutorunFile,
        Location = path,
        Title = "There is a acme file",
        Severity = Severity.Low,
        Target = DisplayText.Clean(path, 200),
        Evidence = DisplayText.CleanLines(text, 2000),
        Remediation = "Remove it.",
    };
}
