using System.Text.Json;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Reporting.Markdown;

namespace DockerScan.Reporting.Json;

/// <summary>The arrays of what was seen: always there, so that a reader need not ask.</summary>
internal static class ObservationJson
{
    public static void Write(Utf8JsonWriter json, ScanResult result)
    {
        JsonReport.WriteArray(json, "network", result.Network, WriteContact);
        JsonReport.WriteArray(json, "listeners", result.Listeners, WriteListener);
        JsonReport.WriteArray(json, "processes", result.Processes, WriteProcess);
        JsonReport.WriteArray(json, "autorun", result.Autorun, WriteFile);
    }

    /// <summary>What came to the contract later; after its first members, which keep their order.</summary>
    public static void WriteAdded(Utf8JsonWriter json, ScanResult result)
    {
        JsonReport.WriteArray(json, "dropped", result.Dropped, WriteDropped);
        JsonReport.WriteArray(json, "reputation", result.Reputations, WriteReputation);
    }

    private static void WriteDropped(Utf8JsonWriter json, DroppedFile file)
    {
        json.WriteString("path", file.Path);
        json.WriteString("sha256", file.Sha256);
        json.WriteNumber("sizeBytes", file.SizeBytes);
        json.WriteString("kind", ContractText.Of(file.Kind));
        json.WriteBoolean("wasRun", file.WasRun);
        json.WriteString("reputation", ContractText.Of(file.Reputation));
    }

    private static void WriteReputation(Utf8JsonWriter json, IndicatorReputation each)
    {
        json.WriteString("kind", ContractText.Of(each.Indicator.Kind));
        json.WriteString("value", each.Indicator.Value);
        json.WriteString("check", each.Check);
        json.WriteString("reputation", ContractText.Of(each.Reputation));
        JsonReport.WriteStrings(json, "seen", each.Seen);
        if (each.Report is { } report)
        {
            json.WriteNumber("flagged", report.Flagged);
            json.WriteNumber("asked", report.Asked);
            json.WriteString("firstSeen", report.FirstSeen is { } first ? ContractText.Of(first) : null);
            json.WriteString("lastAnalysed", report.LastAnalysed is { } last ? ContractText.Of(last) : null);
            json.WriteString("checkedAt", ContractText.Of(report.CheckedAt));
            json.WriteString("link", ReputationLink.Of(report));
        }
    }

    private static void WriteContact(Utf8JsonWriter json, NetworkContact contact)
    {
        json.WriteString("protocol", contact.Protocol);
        json.WriteString("address", contact.Address);
        json.WriteNumber("port", contact.Port);
        json.WriteString("domain", contact.Domain);
        json.WriteString("process", contact.Process);
        json.WriteString("application", contact.Application);
        json.WriteString("summary", contact.Summary);
        json.WriteString("reputation", ContractText.Of(contact.Reputation));
    }

    private static void WriteListener(Utf8JsonWriter json, NetworkListener listener)
    {
        json.WriteString("protocol", listener.Protocol);
        json.WriteString("address", listener.Address);
        json.WriteNumber("port", listener.Port);
        json.WriteString("process", listener.Process);
    }

    private static void WriteProcess(Utf8JsonWriter json, ObservedProcess process)
    {
        json.WriteString("command", process.Command);
        json.WriteString("executable", process.Executable);
        json.WriteNumber("uid", process.Uid);
    }

    private static void WriteFile(Utf8JsonWriter json, AutorunFile file)
    {
        json.WriteString("path", file.Path);
        json.WriteString("sha256", file.Sha256);
        json.WriteNumber("sizeBytes", file.SizeBytes);
        json.WriteString("kind", ContractText.Of(file.Kind));
        json.WriteBoolean("mayStart", file.MayStart);
        json.WriteString("reputation", ContractText.Of(file.Reputation));
        if (file.Package is { } package)
        {
            json.WriteString("package", package);
        }

        if (file.PackageUnread is { } unread)
        {
            json.WriteString("packageUnread", unread);
        }
    }
}
