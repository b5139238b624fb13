using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 1: what was asked and why, the image, what starts by itself, and which layer brought what.</summary>
internal sealed class EnvironmentSection(ReportModel model, ReportStrings strings, MarkdownWriter writer, ObservationsSection observations)
    : ReportSection(model, strings, writer)
{
    private const int MaxPorts = 30;

    public void Write()
    {
        Writer.Heading(2, $"1. {Strings.Environment}");
        WriteQuestion();
        WriteImage();
        observations.WriteAutorun();
        new LayersSection(Model, Strings, Writer).Write();
    }

    private void WriteQuestion()
    {
        var result = Model.Result;
        Writer.Heading(3, Strings.AskedAndWhy);
        Writer.Table([Strings.Property, Strings.Value],
        [
            Row(Strings.Goal, Strings.GoalText),
            Row(Strings.Asked, $"{MarkdownText.Code(result.Reference.ToString())}, {MarkdownText.Code(result.Platform.ToString())}"),
            Row(Strings.InScope, string.Join(", ", result.Stages.Where(IsLook).Select(Scope))),
            Row(Strings.OutOfScope, Strings.OutOfScopeText),
            Row(Strings.ScanNumber, MarkdownText.Code(result.Id.Value)),
            Row(Strings.ScanTime, Strings.ScanTimeText(
                Units.Time(result.StartedAt), Units.Time(result.FinishedAt), Strings.Words.Duration(result.FinishedAt - result.StartedAt))),
        ]);
    }

    private static bool IsLook(StageReport stage) => stage.Id is not (StageIds.Resolve or StageIds.Acquire);

    private string Scope(StageReport stage)
        => stage.Outcome == StageOutcome.Completed ? StageTitle(stage.Id) : $"{StageTitle(stage.Id)} (**{Strings.Word(stage.Outcome)}**)";

    private void WriteImage()
    {
        if (Model.Result.Image is { } image)
        {
            Writer.Heading(3, Strings.Subject);
            Writer.Table([Strings.Property, Strings.Value], ImageRows(image));
        }
    }

    private IEnumerable<IReadOnlyList<string>> ImageRows(TargetImage image)
    {
        var configuration = image.Configuration;
        yield return Row(Strings.Digest, image.Digest is { } digest ? MarkdownText.Code(digest.Value) : Strings.LocalOnly);
        yield return Row(Strings.ImageId, MarkdownText.Code(image.ImageId.Value));
        yield return Row(Strings.OperatingSystem, OperatingSystem());
        yield return Row(Strings.BaseTitle, Base(image));
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

    private string Base(TargetImage image)
        => Model.Reading.Layers.Base is { Newer: { } newer } known && newer.Reference != known.Reference
            ? $"{Known(image)}; {Strings.BaseNewer(MarkdownText.Code(newer.Reference.Familiar))}" : Known(image);

    private string Known(TargetImage image) => Model.Reading.Layers.Base switch
    {
        null => Strings.NotKnown,
        { Source: BaseSource.Layers } known => Strings.BaseByLayers(MarkdownText.Code(known.Reference.Familiar), known.Layers, image.LayerCount),
        { Source: BaseSource.Named } named => Strings.BaseByName(MarkdownText.Code(named.Reference.Familiar), named.Layers, image.LayerCount),
        { Source: BaseSource.Label } said => Strings.BaseByLabel(MarkdownText.Code(said.Reference.Familiar)),
        { Source: var other } => throw new System.Diagnostics.UnreachableException(other.ToString()),
    };

    private string OperatingSystem() => Model.Result.OperatingSystem switch
    {
        null => Strings.NotKnown,
        { EndOfLife: true } os => $"{MarkdownText.Escape($"{os.Family} {os.Name}", 80)} · **{Strings.EndOfLife}**",
        { } os => MarkdownText.Escape($"{os.Family} {os.Name}", 80),
    };

    private string Words(IReadOnlyList<string> words)
        => words.Count == 0 ? Strings.NoneWord : MarkdownText.Code(string.Join(' ', words.Take(40).Select(Quoted)), 500);

    private static string Quoted(string word) => word.Length == 0 || word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;

    private static string[] Row(params string[] cells) => cells;
}
