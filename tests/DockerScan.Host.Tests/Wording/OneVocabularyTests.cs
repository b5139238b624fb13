using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;
using DockerScan.Engine.Scanning;
using DockerScan.Reporting;
using DockerScan.Terminal;
using DockerScan.TestKit.Builders;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Tests.Wording;

/// <summary>One result, every verdict, outcome, stage and risk, in every language: card, picture, report and terminal say the same words, and the JSON always its own.</summary>
public sealed partial class OneVocabularyTests
{
    private const string Why = "why it fell short";
    private static readonly string[] Stages = [StageIds.Resolve, StageIds.Acquire, StageIds.Trivy, StageIds.ImageConfig, StageIds.Autorun, StageIds.Sandbox, StageIds.VirusTotal];
    private static readonly Lock Gate = new();

    private static readonly ServiceProvider Parts = new ServiceCollection().AddSingleton(SampleChecklist.Create()).AddSingleton(Options.Create(new ReportingOptions()))
        .AddReporting().AddCaptureFiles(Path.Combine(Path.GetTempPath(), "dockerscan-no-captures")).BuildServiceProvider();

    public static TheoryData<Verdict, Verdict, StageOutcome, ReportLanguage> Cases()
    {
        var cases = new TheoryData<Verdict, Verdict, StageOutcome, ReportLanguage>();
        foreach (var language in Enum.GetValues<ReportLanguage>())
        {
            foreach (var outcome in Enum.GetValues<StageOutcome>())
            {
                foreach (var verdict in Enum.GetValues<Verdict>())
                {
                    cases.Add(verdict, verdict, outcome, language);
                }

                cases.Add(Verdict.Unknown, Verdict.None, outcome, language);
                cases.Add(Verdict.Unknown, Verdict.High, outcome, language);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryPlace_OfOneResult_SaysTheSameWords(Verdict verdict, Verdict atLeast, StageOutcome outcome, ReportLanguage language)
    {
        var words = Vocabulary.In(language);
        var result = Result(verdict, atLeast, outcome);
        var label = words.Label(verdict, atLeast);

        var card = ScanCardBuilder.Finished(result, checklist: Parts.GetRequiredService<Checklist>(), language: language);
        var report = Encoding.UTF8.GetString(Parts.GetRequiredService<IReportRenderer>().Markdown(result, language));
        var picture = Parts.GetRequiredService<IResultPicture>().Texts(result, language);
        var terminal = Print(card);

        Assert.Equal(label, card.Verdict!.Label);
        Assert.Contains($"**{label}**", report, StringComparison.Ordinal);
        Assert.Contains(label, picture);
        Assert.Contains(label, terminal, StringComparison.Ordinal);
        foreach (var risk in Enum.GetValues<Risk>())
        {
            Assert.Contains(card.Sections[0].Lines, line => line.Label == Vocabulary.Badge(words.Of(risk)));
            Assert.Contains($"| **{Vocabulary.Opening(words.Of(risk))}** |", report, StringComparison.Ordinal);
            Assert.Contains(Vocabulary.Opening(words.Of(risk)), picture);
            Assert.Contains(Vocabulary.Badge(words.Of(risk)), terminal, StringComparison.Ordinal);
        }

        foreach (var stage in Stages)
        {
            var (title, said) = (words.Title(stage)!, words.Of(outcome));
            Assert.Contains($"| {title} | **{Vocabulary.Opening(said)}** |", report, StringComparison.Ordinal);
            if (outcome != StageOutcome.Completed)
            {
                var line = words.Shortfall(title, said, Why);
                Assert.Contains(card.Sections[^1].Lines, each => each.Text == line);
                Assert.Contains(line, terminal, StringComparison.Ordinal);
                Assert.Contains(words.Shortfall(title, $"**{Vocabulary.Opening(said)}**", Why), report, StringComparison.Ordinal);
            }
        }

        Assert.Contains(picture, text => text.Contains(words.Shortfall(words.Title(StageIds.Sandbox)!, words.Of(outcome), string.Empty), StringComparison.Ordinal));
        AssertJson(result, outcome);
    }

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public void WorkingCard_EveryStage_SaysTheSameWordsInATerminal(ReportLanguage language)
    {
        var words = Vocabulary.In(language);
        foreach (var outcome in Enum.GetValues<StageOutcome>().Cast<StageOutcome?>().Append(null))
        {
            var progress = new ScanProgress(ScanId.Parse("k3x9q2m7w4"), ScanPhase.Running, 0, [.. Stages.Select(stage => new StageProgress(stage, outcome, null, null))], null);

            var card = ScanCardBuilder.Working(new ScanCardSubject(progress.Scan, ImageReference.Parse("redis:7"), null, Joined: false, language), progress);
            var terminal = Print(card);

            Assert.Equal(Stages.Select(words.Title), card.Progress.Select(line => line.Label));
            Assert.All(card.Progress, line => Assert.Equal(words.Of(outcome), line.State));
            Assert.All(Stages, stage => Assert.Contains($"{words.Title(stage)} {words.Of(outcome)}", terminal, StringComparison.Ordinal));
        }
    }

    private static ScanResult Result(Verdict verdict, Verdict atLeast, StageOutcome outcome)
    {
        var builder = new ScanResultBuilder().For("redis:7").WithImage(new ImageConfiguration())
            .Found(
                Drafts.Rule(CheckIds.RootUser, "high-one", "USER", Severity.High, "A high one", "e"),
                Drafts.Rule("network.external-contact", "medium-one", "1.1.1.1:1", Severity.Medium, "A medium one", "e"),
                Drafts.Rule("network.tcp-process", "low-one", "0.0.0.0:1", Severity.Low, "A low one", "e"));
        foreach (var stage in Stages)
        {
            builder.Stage(stage, outcome, outcome == StageOutcome.Completed ? null : Why);
        }

        return builder.With(result => result with { Verdict = verdict, AtLeast = atLeast }).Build();
    }

    // In whatever width and box a terminal of the tests has.
    private static string Print(ChatMessage card)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        lock (Gate)
        {
            var before = Console.Out;
            Console.SetOut(writer);
            try
            {
                using var services = new ServiceCollection().AddConsoleChat().BuildServiceProvider();
                services.GetRequiredService<IConsoleCards>().Print(card);
            }
            finally
            {
                Console.SetOut(before);
            }
        }

        return Blank().Replace(writer.ToString(), " ");
    }

    private static void AssertJson(ScanResult result, StageOutcome outcome)
    {
        using var json = JsonDocument.Parse(Parts.GetRequiredService<IReportRenderer>().Json(result));
        Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(result.Verdict.ToString()), json.RootElement.GetProperty("verdict").GetString());
        Assert.All(
            json.RootElement.GetProperty("stages").EnumerateArray(),
            stage => Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString()), stage.GetProperty("outcome").GetString()));
        Assert.Equal(
            ["high", "medium", "low"], json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("risk").GetString()));
    }

    [GeneratedRegex(@"[\s│]+", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();
}
