using System.Globalization;
using System.Text;
using DockerScan.Conversation.Languages;
using DockerScan.Conversation.Messages;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Goldens;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Tests.Commands.Verbs;

/// <summary>What <c>/diff</c> answers, whole, in both languages.</summary>
public sealed class DiffGoldenTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Diff_AnUpgrade(string language) => Golden.Verify(typeof(DiffGoldenTests), await DiffAsync(language, Older(), Newer()), "txt", $"Diff_AnUpgrade_{language}");

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Diff_TheSecondIsIncomplete(string language)
    {
        var second = Newer() with
        {
            Complete = false, Verdict = Verdict.Unknown, Stages = [Sample.Stage(StageIds.Trivy, StageOutcome.TimedOut, "it took too long"), Sample.Stage(StageIds.Sandbox, StageOutcome.Completed)],
            Findings = [Sample.Make("stratum-login", "behavior", CheckIds.Miner, "pool.example:3333", "Speaks the Stratum mining protocol", Risk.High, Severity.Critical, StageIds.Sandbox)],
        };

        Golden.Verify(typeof(DiffGoldenTests), await DiffAsync(language, Older(), second), "txt", $"Diff_TheSecondIsIncomplete_{language}");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Diff_MuchIsNew(string language)
    {
        var second = Newer() with { Findings = [.. Enumerable.Range(0, 40).Select(number => Sample.Vulnerability($"CVE-2026-{1000 + number}", $"package{number:00}"))] };

        Golden.Verify(typeof(DiffGoldenTests), await DiffAsync(language, Older(), second), "txt", $"Diff_MuchIsNew_{language}");
    }

    private static ScanResult Older() => Sample.Result(
        Sample.Vulnerability("CVE-2024-1", "openssl"), Sample.Vulnerability("CVE-2024-2", "zlib1g", Risk.Medium, severity: Severity.Medium), Sample.Vulnerability("CVE-2024-3", "bash", Risk.Low, severity: Severity.Low));

    private static ScanResult Newer() => Sample.Result(
        Sample.Vulnerability("CVE-2024-2", "zlib1g", Risk.High, severity: Severity.Critical), Sample.Vulnerability("CVE-2024-3", "bash", Risk.Low, severity: Severity.Low),
        Sample.Vulnerability("CVE-2026-4", "libc6", fixedIn: null)) with
    {
        Id = DockerScan.Core.ScanId.Parse("b2c3d4e5f6"), Reference = ImageReference.Parse("redis:8"),
    };

    private static async Task<string> DiffAsync(string language, ScanResult before, ScanResult after)
    {
        var scans = new FakeScanService();
        scans.Results[before.Id.Value] = before;
        scans.Results[after.Id.Value] = after;
        var answer = await new ChatHarness(scans, services => services.Configure<ChatOptions>(chat => chat.Language = language)).SendAsync($"diff {before.Id} {after.Id}");
        return Text(answer);
    }

    private static string Text(ChatMessage message)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{message.Title} [{message.Tone}]").AppendLine(message.Text);
        foreach (var field in message.Fields)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{field.Name}: {field.Value}");
        }

        foreach (var section in message.Sections)
        {
            text.AppendLine().AppendLine(section.Heading);
            foreach (var line in section.Lines)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"- {(line.Label is null ? string.Empty : line.Label + " ")}{line.Text} [{line.Tone}]{(line.IsRest ? " [rest]" : string.Empty)}");
            }
        }

        return text.AppendLine().AppendLine(string.Join(" | ", message.Buttons.Select(button => $"{button.Label} ({button.Value})"))).ToString();
    }
}
