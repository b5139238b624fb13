using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Autorun.Commands;
using DockerScan.Scanners.Autorun.Signatures;
using DockerScan.Scanners.Autorun.Text;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Autorun;

/// <summary>What an image starts by itself, found without starting it.</summary>
internal sealed class AutorunScanner(SignatureSet signatures, IFileUploads uploads, IOptions<AutorunOptions> options) : IImageScanner
{
    // Raised with every change of this scanner's answers.
    private const string Revision = "11";

    public string Id => StageIds.Autorun;

    public Task<ScannerIdentity> IdentifyAsync(CancellationToken cancellationToken)
        => Task.FromResult(new ScannerIdentity(Id, Revision, signatures.Version));

    public TimeSpan GetTimeLimit(TargetImage image) => TimeSpan.FromSeconds(120) + TimeSpan.FromSeconds(image.SizeBytes / (50.0 * 1024 * 1024));

    public async Task<ScannerOutcome> ScanAsync(ScannerInput input, CancellationToken cancellationToken)
    {
        var index = await input.Content.GetIndexAsync(cancellationToken);
        var walk = new AutorunWalk(input, index, new AutorunFindings(signatures), options.Value, uploads);
        await walk.RunAsync(cancellationToken);
        if (index.Incomplete is { } incomplete)
        {
            walk.Budget.Meet(GapKind.FileListIncomplete, incomplete);
        }

        return ScannerOutcome.With(walk.Budget.Met) with
        {
            Findings = [.. walk.Findings.DistinctBy(finding => (finding.Check, finding.Id, finding.Location))],
            Autorun = walk.Files,
            Evidence = Evidence(input.Image.Configuration, walk),
        };
    }

    private Dictionary<string, string> Evidence(ImageConfiguration configuration, AutorunWalk walk)
    {
        var evidence = new Dictionary<string, string>
        {
            ["files"] = walk.Files.Count.ToString(CultureInfo.InvariantCulture),
            ["signatures"] = signatures.Version,
        };
        if (walk.Budget.SearchedInPart is { } part)
        {
            evidence["searchedInPart"] = part;
        }

        Compare("ENTRYPOINT", configuration.Entrypoint);
        Compare("CMD", configuration.Command);
        return evidence;

        void Compare(string instruction, IReadOnlyList<string> configured)
        {
            if (StartPoints.FromHistory(configuration, instruction) is not { } history)
            {
                return;
            }

            var isReset = instruction == "CMD" && configured.Count == 0 && StartPoints.ResetsCommand(configuration);
            evidence["history" + instruction] = history.SequenceEqual(configured) ? "agrees with the configuration"
                : isReset ? "was reset by a later ENTRYPOINT"
                : "differs from the configuration: " + DisplayText.Clean(Masking.Secrets(string.Join(' ', history.Take(20))), 200);
        }
    }
}
