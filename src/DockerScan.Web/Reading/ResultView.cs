using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Web.Strings;

namespace DockerScan.Web.Reading;

/// <summary>A result as its page shows it: the one reading, in the words of a language. What comes out of an image is on one line, bounded, and without control characters.</summary>
internal sealed class ResultView
{
    /// <summary>How many measures stand on the page; the report has all.</summary>
    public const int Measures = 3;

    private const int MaxNamed = 20;
    private const int MaxLine = 600;
    private readonly Dictionary<string, string> _checks;
    private readonly Dictionary<string, string> _groups;
    private readonly IFindingTitles? _titles;

    /// <param name="result">The result.</param>
    /// <param name="checklist">For the titles of checks.</param>
    /// <param name="titles">For the titles of findings; null where there are none but English ones.</param>
    /// <param name="language">The reader's language.</param>
    public ResultView(ScanResult result, Checklist checklist, IFindingTitles? titles, ReportLanguage language)
    {
        (Reading, Language, _titles) = (new ResultReading(result), language, titles);
        _checks = checklist.Checks.ToDictionary(check => check.Id, check => check.Title.In(language), StringComparer.Ordinal);
        _groups = checklist.Groups.ToDictionary(group => group.Id, group => group.Title.In(language), StringComparer.Ordinal);
    }

    public ResultReading Reading { get; }

    public ScanResult Result => Reading.Result;

    public ReportLanguage Language { get; }

    public WebStrings Strings => WebStrings.In(Language);

    public Vocabulary Words => Vocabulary.In(Language);

    /// <summary>The title of a check; the id of one that the checklist no longer has.</summary>
    public string CheckTitle(string check) => _checks.GetValueOrDefault(check) ?? Show.Fit(check, 80);

    /// <summary>The title of a group of checks.</summary>
    public string GroupTitle(string group) => _groups.GetValueOrDefault(group) ?? Show.Fit(group, 80);

    /// <summary>What the image is, each with its label.</summary>
    public IEnumerable<(string Label, string Text)> Facts()
    {
        yield return (Strings.Image, Show.Fit(Result.Reference.ToString(), 400));
        if (Result.Image is { } image)
        {
            yield return (Strings.Content, $"{(image.Digest ?? image.ImageId).Abbreviated}, {Show.Fit(Result.Platform.ToString(), 100)}, {Units.Size(image.SizeBytes)}");
        }

        if (Result.OperatingSystem is not null || Result.PackageCount is not null)
        {
            yield return (Strings.System, SystemText());
        }

        yield return (Strings.ScannedAt, $"{Units.Time(Result.FinishedAt)}, {Strings.Took(Words.Duration(Result.FinishedAt - Result.StartedAt))}");
    }

    /// <summary>What nobody looked at, and why: a line for each.</summary>
    public IEnumerable<string> NotLookedAt()
        => Reading.NotCompleted.Select(stage => Words.Shortfall(StageTitle(stage.Id), Words.Of(stage.Outcome), Words.Reason(stage)))
            .Concat(Reading.QuietGaps.Select(each => $"{StageTitle(each.Stage.Id)}: {Words.Of(each.Gap)}"))
            .Concat(Reading.ShortRun is { } run ? [Words.ShortRun(Words.Duration(run))] : [])
            .Select(line => Show.Fit(line, MaxLine));

    /// <summary>What every answer says beside its verdict.</summary>
    public IEnumerable<string> Notices()
        => (Reading.IsOpenNetwork ? [Words.OpenNetworkMeans] : Array.Empty<string>())
            .Concat(Reading.IsWithoutNetwork ? [Words.WithoutNetworkMeans] : [])
            .Concat(Result.Stages.Where(stage => stage.Notice is not null).Select(stage => $"{StageTitle(stage.Id)}: {Words.Notice(stage)}"));

    /// <summary>What to do, the most valuable first.</summary>
    public IEnumerable<(Measure Measure, string Text)> First() => Reading.Plan.Measures.Take(Measures).Select(measure => (measure, Text(measure)));

    /// <summary>A stage's title.</summary>
    public string StageTitle(string stage) => Words.Title(stage) ?? Show.Fit(stage, 40);

    /// <summary>Findings with their texts in the reader's language.</summary>
    public IReadOnlyList<Finding> Localized(IReadOnlyList<Finding> findings) => LocalizedTitles.In(findings, _titles, Language);

    private string Text(Measure measure) => measure.Package is { } package
        ? Strings.Upgrade(Show.Fit(package.Name, 120), Show.Fit(package.Installed, 80), Show.Fit(package.Fix, 80))
        : measure.Base is { Newer: { } newer } known
            ? newer.Reference == known.Reference ? Strings.Rebuild(Show.Fit(known.Reference.Familiar, 120), newer.Brings) : Strings.ChangeBase(Show.Fit(known.Reference.Familiar, 120), Show.Fit(newer.Reference.Familiar, 120), newer.Brings)
        : measure.IsRefusal ? Strings.DoNotUse(string.Join(", ", measure.Removes.Take(MaxNamed).Select(finding => CheckTitle(finding.Details.Check)).Distinct(StringComparer.Ordinal)))
        : measure.Removes is [var only] && Advice(only) is { } advice ? $"{Show.Fit(advice, 300)} ({Show.Fit(FindingWords.Place(only.Details, Language), 80)})"
        : Strings.MendCheck(CheckTitle(measure.Check!));

    // An advice that nobody put into the reader's language is not shown to them as one.
    private string? Advice(Finding finding)
    {
        var advice = Localized([finding])[0].Details.Remediation;
        return Language switch
        {
            ReportLanguage.English => advice.Length > 0 ? advice : null,
            ReportLanguage.Korean => advice.AsSpan().ContainsAnyInRange('가', '힣') ? advice : null,
        };
    }

    private string SystemText()
    {
        var system = Result.OperatingSystem is { } os ? $"{Show.Fit(os.Family, 60)} {Show.Fit(os.Name, 60)}{(os.EndOfLife ? $" ({Words.EndOfLife})" : string.Empty)}" : Strings.NoSystem;
        return Result.PackageCount is { } count ? $"{system}, {Strings.Packages(count)}" : system;
    }
}
