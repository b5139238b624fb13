using DockerScan.Core.Settings;

namespace DockerScan.Host.Telemetry;

/// <summary>What is said of the program to other programs. All of it is off by default.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Telemetry";

    /// <summary>True answers <c>/metrics</c> on the web listener, in Prometheus's text format.</summary>
    public bool Prometheus { get; set; }

    /// <summary>Where metrics and traces are sent (OTLP): an address with http or https. None: nowhere.</summary>
    public string OtlpUrl { get; set; } = string.Empty;

    /// <summary>How it is spoken to.</summary>
    public OtlpProtocol OtlpProtocol { get; set; }

    /// <summary>Headers for it, <c>name=value</c> with commas between them. A secret.</summary>
    public string? OtlpHeaders { get; set; }

    /// <summary>A file that holds the headers and nothing else.</summary>
    public string? OtlpHeadersFile { get; set; }

    /// <summary>How many percent of scans are traced, 0 to 100.</summary>
    [Between(0, 100)]
    public int TracePercent { get; set; } = 100;

    /// <summary>How often metrics are sent, in seconds, 1 to 3600.</summary>
    [Between(1, 3600)]
    public int ExportSeconds { get; set; } = 60;

    /// <summary>How the log is written.</summary>
    public LogForm Logs { get; set; }
}

/// <summary>A protocol of OTLP.</summary>
public enum OtlpProtocol
{
    /// <summary>gRPC, usually on port 4317.</summary>
    Grpc,

    /// <summary>Protobuf over HTTP, usually on port 4318; <c>v1/metrics</c> and <c>v1/traces</c> are put behind the address.</summary>
    Http,
}

/// <summary>A form of the log.</summary>
public enum LogForm
{
    /// <summary>One line for people.</summary>
    Text,

    /// <summary>One JSON object a line, with the id of the scan that it is about.</summary>
    Json,
}
