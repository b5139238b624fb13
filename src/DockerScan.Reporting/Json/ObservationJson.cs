using System.Text.Json;
using DockerScan.Core.Scans;

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

    private static void WriteContact(Utf8JsonWriter json, NetworkContact contact)
    {
        json.WriteString("protocol", contact.Protocol);
        json.WriteString("address", contact.Address);
        json.WriteNumber("port", contact.Port);
        json.WriteString("domain", contact.Domain);
        json.WriteString("process", contact.Process);
        json.WriteString("application", contact.Application);
        json.WriteString("summary", contact.Summary);
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
        json.WriteString("reputation", ContractText.Of(file.Reputation));
    }
}
