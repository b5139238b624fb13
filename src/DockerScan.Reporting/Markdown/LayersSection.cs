using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Words;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Which layer, by the step that made it, brought how much of what was found.</summary>
internal sealed class LayersSection(ReportModel model, ReportStrings strings, MarkdownWriter writer) : ReportSection(model, strings, writer)
{
    private const int MaxLayers = 60;
    private const int MaxStep = 160;

    public void Write()
    {
        var reading = Model.Reading.Layers;
        if (reading.Layers.Count == 0)
        {
            return;
        }

        Writer.Heading(3, Strings.LayersTitle);
        Writer.Paragraph(Strings.LayersNote);
        // Layers that brought nothing are told in one line where there are many.
        var shown = reading.Layers.Count <= MaxLayers ? reading.Layers : [.. reading.Layers.Where(layer => layer.Findings.Count > 0).Take(MaxLayers)];
        Writer.Table(
            ["#:", Strings.Step, Strings.Origin, Strings.Word(Risk.High) + ":", Strings.Word(Risk.Medium) + ":", Strings.Word(Risk.Low) + ":"],
            shown.Select(Row));
        if (shown.Count < reading.Layers.Count)
        {
            Writer.Paragraph(Strings.LayersLeftOut(reading.Layers.Count - shown.Count));
        }
    }

    private string[] Row(ImageLayer layer) =>
    [
        Units.Number(layer.Number),
        layer.Step is { } step ? MarkdownText.Code(DockerfileStep.Of(step), MaxStep) : Strings.NotKnown,
        !Model.Reading.Layers.IsBaseKnown ? Strings.NotKnown : layer.IsBase ? MarkdownText.Code(Model.Reading.Layers.Base!.Reference.Familiar, 120) : Strings.ThisImage,
        Count(layer, Risk.High),
        Count(layer, Risk.Medium),
        Count(layer, Risk.Low),
    ];

    private static string Count(ImageLayer layer, Risk risk) => Units.Number(layer.Findings.Count(finding => finding.Risk == risk));
}
