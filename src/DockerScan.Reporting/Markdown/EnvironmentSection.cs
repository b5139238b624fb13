using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Images;
using DockerScan.Core.Reading;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 1: what was looked at, with what, and what could not be.</summary>
internal sealed class EnvironmentSection(ReportModel model, ReportStrings strings, ReportLanguage language, MarkdownWriter writer)
    : ReportSection(model, strings, language, writer)
{
    private const int MaxPorts = 30;
    private const int MaxEvidence = 200;
    private const int MaxValue = 400;
    private const int MaxGap = 500;

    public void Write()
    {
        Writer.Heading(2, $"1. {Strings.Environment}");
        WriteSubject();
        WriteGaps();
        WriteScope();
        WriteTools();
    }

    private void WriteSubject()
    {
        var result = Model.Result;
        Writer.Heading(3, Strings.Subject);
        var rows = new List<IReadOnlyList<string>>
        {
            Row(Strings.Asked, MarkdownText.Code(result.Reference.ToString())),
            Row(Strings.Platform, MarkdownText.Code(result.Platform.ToString())),
        };
        if (result.Image is { } image)
        {
            rows.AddRange(ImageRows(image));
        }

        rows.Add(Row(Strings.ScanNumber, MarkdownText.Code(result.Id.Value)));
        rows.Add(Row(Strings.ScanTime, Strings.ScanTimeText(
            Units.Time(result.StartedAt), Units.Time(result.FinishedAt), Strings.Words.Duration(result.FinishedAt - result.StartedAt))));
        Writer.Table([Strings.Property, Strings.Value], rows);
    }

    private IEnumerable<IReadOnlyList<string>> ImageRows(TargetImage image)
    {
        var configuration = image.Configuration;
        yield return Row(Strings.Digest, image.Digest is { } digest ? MarkdownText.Code(digest.Value) : Strings.LocalOnly);
        yield return Row(Strings.ImageId, MarkdownText.Code(image.ImageId.Value));
        yield return Row(Strings.OperatingSystem, OperatingSystem());
        yield return Row(Strings.Size, $"{Units.Size(image.SizeBytes)} · {Strings.Layers}: {Units.Number(image.LayerCount)}");
        yield return Row(Strings.Packages, Model.Result.PackageCount is { } count ? Units.Number(count) : Strings.NotKnown);
        if (configuration.CreatedAt is { } created)
        {
            yield return Row(Strings.Created, Units.Time(created));
        }

        yield return Row(Strings.User, configuration.User.Length == 0 ? Strings.RootByDefault : MarkdownText.Code(configuration.User));
        yield return Row(Strings.Entrypoint, Words(configuration.Entrypoint));
        yield return Row(Strings.Command, Words(configuration.Command));
        var ports = string.Join(", ", configuration.ExposedPorts.Take(MaxPorts).Select(port => MarkdownText.Code(port, 20)));
        yield return Row(Strings.ExposedPorts, configuration.ExposedPorts.Count == 0 ? Strings.NoneWord
            : $"{ports} {Limit(configuration.ExposedPorts, MaxPorts, Strings.More)}".TrimEnd());
    }

    private string OperatingSystem() => Model.Result.OperatingSystem switch
    {
        null => Strings.NotKnown,
        { EndOfLife: true } os => $"{MarkdownText.Escape($"{os.Family} {os.Name}", 80)} · **{Strings.EndOfLife}**",
        { } os => MarkdownText.Escape($"{os.Family} {os.Name}", 80),
    };

    private string Words(IReadOnlyList<string> words)
        => words.Count == 0 ? Strings.NoneWord : MarkdownText.Code(string.Join(' ', words.Take(40).Select(Quoted)), 500);

    private static string Quoted(string word) => word.Length == 0 || word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;

    private void WriteGaps()
    {
        Writer.Heading(3, Strings.Gaps);
        var open = Model.Reading.NotAssessed;
        var quiet = Model.Reading.QuietGaps.Select(each => $"{StageTitle(each.Stage.Id)}: {Reason(each.Gap, MaxGap)}").ToList();
        var notices = Model.Result.Stages.Where(stage => stage.Notice is not null)
            .Select(stage => $"{StageTitle(stage.Id)}: {MarkdownText.Escape(Strings.Words.Notice(stage)!, MaxGap)}").ToList();
        if (Model.Reading.NotCompleted.Count == 0 && open.Count == 0 && quiet.Count == 0 && Model.Reading.Sandbox == SandboxView.Seen)
        {
            Writer.Paragraph(Strings.NoGaps);
            if (notices.Count > 0)
            {
                Writer.List(notices);
            }

            return;
        }

        Writer.Quote($"**{Strings.Word(CheckResult.NotAssessed)}** **{Strings.GapsLoud}**");
        var gaps = Model.Reading.NotCompleted.Select(Gap).Concat(quiet);
        if (Model.Result.Stages.All(stage => stage.Id != StageIds.Sandbox))
        {
            gaps = gaps.Append(Strings.NotStarted);
        }

        if (open.Count > 0)
        {
            gaps = gaps.Append($"{Strings.GapChecks} ({open.Count}): {string.Join(", ", open.Select(line => CheckTitle(line.Check)))}");
        }

        Writer.List(gaps.Concat(notices));
    }

    private string Gap(StageReport stage)
        => Strings.Words.Shortfall(StageTitle(stage.Id), $"**{Strings.Word(stage.Outcome)}**", Reason(stage, MaxGap));

    private void WriteScope()
    {
        Writer.Heading(3, Strings.Scope);
        Writer.Table(
            [Strings.Stage, Strings.Outcome, Strings.Duration + ":", Strings.Note],
            Model.Result.Stages.Select(stage => Row(
                StageTitle(stage.Id), $"**{Strings.Word(stage.Outcome)}**", Strings.Words.Duration(stage.Duration), MarkdownText.Escape(Strings.Words.Reason(stage)))));
    }

    private void WriteTools()
    {
        var evidence = Model.Result.Stages.SelectMany(stage => stage.Evidence.Where(pair => pair.Key != StageReport.NoticeKey).Select(pair => (stage.Id, pair.Key, pair.Value))).Take(MaxEvidence).ToList();
        if (evidence.Count == 0)
        {
            return;
        }

        Writer.Heading(3, Strings.ToolsAndData);
        // The stage is named once, on its first line, which leaves its values the room.
        Writer.Table(
            [Strings.Stage, Strings.Item, Strings.Value],
            evidence.Select((item, index) => Row(
                index > 0 && evidence[index - 1].Id == item.Id ? string.Empty : StageTitle(item.Id),
                MarkdownText.Code(item.Key, 60),
                MarkdownText.Code(item.Value, MaxValue))));
    }

    private static string[] Row(params string[] cells) => cells;
}
