using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reading;
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
        var page = Page(result, language);
        var picture = Parts.GetRequiredService<IResultPicture>().Texts(result, language);
        var terminal = Print(card);

        Assert.Equal(label, card.Verdict!.Label);
        Assert.Contains($"**{label}**", report, StringComparison.Ordinal);
        Assert.Contains(label, page, StringComparison.Ordinal);
        Assert.Contains(label, picture);
        Assert.Contains(label, terminal, StringComparison.Ordinal);
        foreach (var risk in Enum.GetValues<Risk>())
        {
            Assert.Contains(card.Sections[0].Lines, line => line.Label == Vocabulary.Badge(words.Of(risk)));
            Assert.Contains($"| **{Vocabulary.Opening(words.Of(risk))}** |", report, StringComparison.Ordinal);
            Assert.Contains($"{Vocabulary.Opening(words.Of(risk))} 1 ", page, StringComparison.Ordinal);
            Assert.Contains(Vocabulary.Opening(words.Of(risk)), picture);
            Assert.Contains(Vocabulary.Badge(words.Of(risk)), terminal, StringComparison.Ordinal);
        }

        foreach (var stage in Stages)
        {
            var (title, said) = (words.Title(stage)!, words.Of(outcome));
            Assert.Contains($"| {title} | **{Vocabulary.Opening(said)}** |", report, StringComparison.Ordinal);
            Assert.Contains($"{title} {Vocabulary.Opening(said)} ", page, StringComparison.Ordinal);
            if (outcome != StageOutcome.Completed)
            {
                var line = words.Shortfall(title, said, Why);
                Assert.Contains(card.Sections[^1].Lines, each => each.Text == line);
                Assert.Contains(line, terminal, StringComparison.Ordinal);
                Assert.Contains(words.Shortfall(title, $"**{Vocabulary.Opening(said)}**", Why), report, StringComparison.Ordinal);
                Assert.Contains(words.Shortfall(title, Vocabulary.Opening(said), Why), page, StringComparison.Ordinal);
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

    // More of each than a card shows, accepted ones, several of one package.
    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public void EveryPlace_OfOneResult_RanksAndCountsAlike(ReportLanguage language)
    {
        var words = Vocabulary.In(language);
        var result = Many();
        var reading = new ResultReading(result);
        var names = reading.Findings.Groups.Select(group => group.Worst.Details.Target).ToList();
        var risks = reading.Findings.Risks;
        Assert.True(risks is { High: > 2, Medium: > 1, Low: > 0 } && risks.High != risks.Medium && risks.Medium != risks.Low && names.Count > ResultReading.TopGroups, risks.ToString());

        var card = ScanCardBuilder.Finished(result, checklist: Parts.GetRequiredService<Checklist>(), language: language);
        var report = Encoding.UTF8.GetString(Parts.GetRequiredService<IReportRenderer>().Markdown(result, language));
        var (page, terminal) = (Page(result, language), Print(card));
        var picture = Parts.GetRequiredService<IResultPicture>().Texts(result, language).ToList();

        // The five that matter most, in one order.
        Assert.Equal(names.Take(ResultReading.TopGroups), Order(string.Join('\n', card.Sections[0].Lines.Select(line => line.Text)), names));
        Assert.Equal(names.Take(ResultReading.TopGroups), Order(terminal[terminal.IndexOf(words.MattersMost, StringComparison.Ordinal)..], names));
        Assert.Equal(names.Take(ResultReading.TopGroups), Order(Between(report, $"### {words.MattersMost}", "\n### "), names));
        Assert.Equal(names.Take(ResultReading.TopGroups), Order(page[(page.LastIndexOf(words.MattersMost, StringComparison.Ordinal) + 1)..], names).Take(ResultReading.TopGroups));

        // How many there are of each risk; what was accepted is none of them.
        var counts = words.Counts(risks.High, risks.Medium, risks.Low);
        Assert.Contains(card.Fields, field => field.Value.StartsWith(counts + ";", StringComparison.Ordinal));
        Assert.Contains(counts, terminal, StringComparison.Ordinal);
        foreach (var (risk, count) in Enum.GetValues<Risk>().Select(risk => (risk, risks.Of(risk))))
        {
            var word = Vocabulary.Opening(words.Of(risk));
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| **{word}** | {count} |"), report, StringComparison.Ordinal);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $" {word} {count} "), page, StringComparison.Ordinal);
            Assert.Equal(count.ToString(CultureInfo.InvariantCulture), picture[picture.IndexOf(word) + 1]);
        }

        using var json = JsonDocument.Parse(Parts.GetRequiredService<IReportRenderer>().Json(result));
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(names, findings.Where(finding => finding.GetProperty("state").GetString() == "open").Select(finding => finding.GetProperty("target").GetString()).Distinct());
        Assert.Equal([("high", risks.High), ("medium", risks.Medium), ("low", risks.Low)], findings.Where(finding => finding.GetProperty("state").GetString() == "open").GroupBy(finding => finding.GetProperty("risk").GetString()!).Select(same => (same.Key, same.Count())));
        Assert.Equal(
            Enum.GetValues<CheckResult>().Select(reading.Count),
            Enum.GetValues<CheckResult>().Select(of => json.RootElement.GetProperty("checklist").EnumerateArray().Count(line => line.GetProperty("result").GetString() == JsonNamingPolicy.CamelCase.ConvertName(of.ToString()))));
    }

    // As the pipeline stores it: ranked.
    private static ScanResult Many()
    {
        var builder = new ScanResultBuilder().For("redis:7").WithImage(new ImageConfiguration())
            .Found(
                Rule("network.external-contact", "medium-one", Severity.Medium),
                Rule("network.tcp-process", "low-one", Severity.Low),
                Rule(CheckIds.RootUser, "high-one", Severity.High),
                Drafts.Vulnerability("CVE-2026-1", "openssl", "3.0.1", "3.0.2", Severity.Critical, "openssl: one"),
                Drafts.Vulnerability("CVE-2026-2", "openssl", "3.0.1", "3.0.2", Severity.High, "openssl: two"),
                Drafts.Vulnerability("CVE-2026-3", "zlib", "1.2.1", null, Severity.High, "zlib: one"),
                Rule("network.external-contact", "medium-two", Severity.Medium),
                Rule(CheckIds.RootUser, "accepted", Severity.High))
            .Accepted("accepted");
        foreach (var stage in Stages)
        {
            builder.Stage(stage);
        }

        return builder.With(result => result with { Findings = [.. FindingRanking.Sort(result.Findings)] }).Build();
    }

    private static FindingDraft Rule(string check, string name, Severity severity) => Drafts.Rule(check, name, name, severity, $"{name}: a title", "e");

    // The names in the order in which they first stand in a text.
    private static IEnumerable<string> Order(string text, IEnumerable<string> names)
        => names.Select(name => (name, At: text.IndexOf(name, StringComparison.Ordinal)))
            .Where(each => each.At >= 0).OrderBy(each => each.At).Select(each => each.name);

    private static string Between(string text, string after, string before)
    {
        var rest = text[(text.IndexOf(after, StringComparison.Ordinal) + after.Length)..];
        return rest[..rest.IndexOf(before, StringComparison.Ordinal)];
    }

    // What a browser shows of the page, without its navigation.
    private static string Page(ScanResult result, ReportLanguage language)
    {
        var html = Encoding.UTF8.GetString(Parts.GetRequiredService<IReportRenderer>().Html(result, language));
        return Blank().Replace(WebUtility.HtmlDecode(Tag().Replace(WithinALine().Replace(Navigation().Replace(html, " "), string.Empty), " ")), " ");
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

    [GeneratedRegex("<nav.*?</nav>|<style.*?</style>|<svg.*?</svg>", RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Navigation();

    [GeneratedRegex("</?(?:strong|code|em|a)(?: [^>]*)?>", RegexOptions.NonBacktracking)]
    private static partial Regex WithinALine();

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"[\s│]+", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();
}
