using System.Globalization;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Autorun.Text;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Changes to hosts, hostname and resolv.conf: the engine keeps them beside the layers, so no list of changed paths shows them.</summary>
internal sealed class SharedFilesRule : IBehaviorRule
{
    private const int MaxLines = 6;
    private const string Mend = "Do not deploy the image until its publisher explains the entry: it sends names, or every question for one, elsewhere.";

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
        => input.Record.Shared.Where(file => file.IsChanged).Select(file => Draft(input, file.Before, file.After!));

    private static FindingDraft Draft(BehaviorInput input, ImageFile before, ImageFile after) => BehaviorDrafts.Make(
        BehaviorChecks.Persistence, Id(after.Path), Severity.Medium, $"The image changed {after.Path}", after.Path, [Sizes(before, after), .. NewLines(before, after)], Mend, Lineage.OrUnseen(input, []));

    private static string Id(string path) => ImagePath.Name(path).Replace('.', '-');

    private static string Sizes(ImageFile before, ImageFile after)
        => string.Create(CultureInfo.InvariantCulture, $"{after.Path}: {before.SizeBytes} bytes before, {after.SizeBytes} after");

    private static IEnumerable<string> NewLines(ImageFile before, ImageFile after)
    {
        var known = Lines(before).ToHashSet(StringComparer.Ordinal);
        return Lines(after).Where(line => line.Trim().Length > 0 && !known.Contains(line)).Take(MaxLines)
            .Select(line => "+ " + DisplayText.Clean(Masking.Secrets(line), 240));
    }

    private static string[] Lines(ImageFile file) => Encoding.UTF8.GetString(file.Content.Span).Split('\n');
}
