using System.Globalization;
using System.Text;
using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>The image configuration, file permissions and history.</summary>
internal sealed class ImageConfigScanner(IEnumerable<IImageConfigRule> rules) : IImageScanner
{
    // Raised with every change of this scanner's answers.
    private const string Revision = "1";
    private const int MaxPasswd = 1024 * 1024;

    public string Id => StageIds.ImageConfig;

    public Task<ScannerIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new ScannerIdentity(Id, Revision, null));

    public TimeSpan GetTimeLimit(TargetImage image) => TimeSpan.FromSeconds(60) + TimeSpan.FromSeconds(image.SizeBytes / (50.0 * 1024 * 1024));

    public async Task<ScannerOutcome> ScanAsync(ScannerInput input, CancellationToken cancellationToken)
    {
        var index = await input.Content.GetIndexAsync(cancellationToken);
        var passwd = index.Resolve("/etc/passwd") is { Kind: ImageEntryKind.File } file
            ? await input.Content.ReadAsync(file.Path, MaxPasswd, cancellationToken)
            : null;
        var seen = new ImageConfigInput(input.Image.Configuration, index, passwd is null ? null : Encoding.UTF8.GetString(passwd.Content.Span));
        return new ScannerOutcome
        {
            Outcome = index.Incomplete is null ? StageOutcome.Completed : StageOutcome.Partial,
            Reason = index.Incomplete,
            Findings = [.. rules.SelectMany(rule => rule.Look(seen))],
            Evidence = new Dictionary<string, string> { ["entries"] = index.Entries.Count.ToString(CultureInfo.InvariantCulture) },
        };
    }
}
