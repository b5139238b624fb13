using System.Buffers;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reports;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;
using DockerScan.Reporting.Markdown;

namespace DockerScan.Reporting.Json;

/// <summary>The public JSON contract, schema version 1. Members are only ever added.</summary>
/// <remarks>The default encoder leaves nothing but ASCII, so hostile text cannot steer a terminal that the JSON is printed on.</remarks>
internal sealed class JsonReport(Checklist checklist)
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    private readonly Dictionary<string, string> _groups = checklist.Groups.ToDictionary(group => group.Id, group => group.Title.En, StringComparer.Ordinal);

    public byte[] Render(ScanResult result, ReportPaths? paths, string? capture)
    {
        var buffer = new ArrayBufferWriter<byte>(4096 + (result.Findings.Count * 1024));
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", 1);
            json.WriteString("scanId", result.Id.Value);
            WriteImage(json, result);
            json.WriteString("startedAt", ContractText.Of(result.StartedAt));
            json.WriteString("finishedAt", ContractText.Of(result.FinishedAt));
            json.WriteString("verdict", ContractText.Of(result.Verdict));
            json.WriteString("atLeast", ContractText.Of(result.AtLeast));
            json.WriteBoolean("complete", result.Complete);
            WriteArray(json, "stages", result.Stages, WriteStage);
            WriteArray(json, "findings", result.Findings, WriteFinding);
            WriteArray(json, "checklist", result.Checklist, WriteLine);
            ObservationJson.Write(json, result);
            WriteSandbox(json, result);
            WriteReports(json, paths, paths?.Capture ?? capture);
            ObservationJson.WriteAdded(json, result);
            if (result.AmendedAt is { } amended)
            {
                json.WriteNumber("revision", result.Revision);
                json.WriteString("amendedAt", ContractText.Of(amended));
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteImage(Utf8JsonWriter json, ScanResult result)
    {
        json.WriteStartObject("image");
        json.WriteString("reference", result.Reference.Familiar);
        json.WriteString("repository", result.Reference.Repository);
        json.WriteString("tag", result.Reference.Tag);
        json.WriteString("digest", (result.Image is { } image ? image.Digest : result.Reference.Digest)?.Value);
        json.WriteString("imageId", result.Image?.ImageId.Value);
        json.WriteString("platform", result.Platform.ToString());
        WriteNumberOrNull(json, "sizeBytes", result.Image?.SizeBytes);
        if (result.OperatingSystem is { } os)
        {
            json.WriteStartObject("os");
            json.WriteString("family", os.Family);
            json.WriteString("name", os.Name);
            json.WriteBoolean("endOfLife", os.EndOfLife);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("os");
        }

        json.WriteEndObject();
    }

    private static void WriteNumberOrNull(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteStage(Utf8JsonWriter json, StageReport stage)
    {
        json.WriteString("id", stage.Id);
        json.WriteString("outcome", ContractText.Of(stage.Outcome));
        json.WriteString("reason", stage.Reason);
        json.WriteNumber("durationMs", (long)stage.Duration.TotalMilliseconds);
        WriteArray(json, "gaps", stage.Gaps, (gap, each) =>
        {
            gap.WriteString("kind", ContractText.Of(each.Kind));
            WriteStrings(gap, "checks", CheckTable.ChecksTaken(stage.Id, each.Kind));
            gap.WriteString("detail", each.Detail);
        });
        if (stage.Notice is { } notice)
        {
            json.WriteString("notice", DisplayText.Clean(notice, Gap.MaxDetail));
        }
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        var details = finding.Details;
        json.WriteString("key", finding.Key);
        json.WriteString("scanner", finding.Scanner);
        json.WriteString("check", details.Check);
        WriteStrings(json, "alsoChecks", details.AlsoChecks);
        json.WriteString("id", details.Id);
        json.WriteString("title", details.Title);
        json.WriteString("severity", ContractText.Of(details.Severity));
        json.WriteString("risk", ContractText.Of(finding.Risk));
        json.WriteString("target", details.Target);
        json.WriteString("installedVersion", details.InstalledVersion);
        json.WriteString("fixedVersion", details.FixedVersion);
        json.WriteString("evidence", details.Evidence);
        json.WriteString("remediation", details.Remediation);
        WriteStrings(json, "references", details.References.Where(reference => SafeLink.Normalize(reference) is not null));
        json.WriteString("state", ContractText.Of(finding.State));
    }

    internal static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private void WriteLine(Utf8JsonWriter json, ChecklistLine line)
    {
        json.WriteString("group", _groups.GetValueOrDefault(line.Group, line.Group));
        json.WriteString("check", line.Check);
        json.WriteString("result", ContractText.Of(line.Result));
        json.WriteString("risk", line.Risk is { } risk ? ContractText.Of(risk) : null);
        json.WriteNumber("findings", line.Findings);
    }

    private static void WriteSandbox(Utf8JsonWriter json, ScanResult result)
    {
        if (result.SandboxMode is not { } mode)
        {
            return;
        }

        var words = Vocabulary.In(ReportLanguage.English);
        json.WriteStartObject("sandbox");
        json.WriteString("mode", ContractText.Of(mode));
        json.WriteString("warning", mode switch
        {
            SandboxMode.Sinkhole => null,
            SandboxMode.None => words.WithoutNetworkMeans,
            SandboxMode.Open => words.OpenNetworkMeans,
        });
        if (result.SandboxRun is { } run)
        {
            json.WriteString("end", ContractText.Of(run.End));
            json.WriteNumber("ranMs", run.RanMs);
        }

        json.WriteEndObject();
    }

    private static void WriteReports(Utf8JsonWriter json, ReportPaths? paths, string? capture)
    {
        json.WriteStartObject("reports");
        json.WriteString("markdown", paths?.Markdown);
        json.WriteString("html", paths?.Html);
        if (capture is not null)
        {
            json.WriteString("capture", capture);
        }

        json.WriteEndObject();
    }
}
