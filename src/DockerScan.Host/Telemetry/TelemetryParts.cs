using DockerScan.Core.Telemetry;
using DockerScan.Host.Composition;
using DockerScan.Host.Web;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DockerScan.Host.Telemetry;

/// <summary>Brings metrics and traces to whoever the settings name. Where they name nobody nothing of it is even loaded.</summary>
internal static class TelemetryParts
{
    // .NET's own, as docs/observability.md says.
    private const string Runtime = "System.Runtime";

    private static readonly double[] Scans = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600];
    private static readonly double[] Waits = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 14400];
    private static readonly double[] Stages = [0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800];
    private static readonly double[] Store = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30];

    /// <summary>After everything else is registered.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton<NodeGauges>();
        var telemetry = Read(settings);
        if (telemetry is { Prometheus: false, OtlpUrl.Length: 0 })
        {
            return services;
        }

        var built = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("dockerscan", serviceVersion: NodeGauges.Version).AddAttributes([new("dockerscan.role", settings.Role.Word())]))
            .WithMetrics(metrics => AddMetrics(metrics, telemetry));
        if (telemetry.OtlpUrl.Length > 0)
        {
            built.WithTracing(traces => traces.AddSource(NodeTraces.Name)
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(telemetry.TracePercent / 100.0)))
                .AddOtlpExporter(otlp => Configure(otlp, telemetry, "v1/traces")));
        }

        return services;
    }

    /// <summary>Answers <c>/metrics</c> where that is on, and starts the gauges where anybody reads them.</summary>
    public static void MapTelemetry(this WebApplication app)
    {
        var telemetry = app.Services.GetRequiredService<IOptions<TelemetryOptions>>().Value;
        if (telemetry.Prometheus || telemetry.OtlpUrl.Length > 0)
        {
            _ = app.Services.GetRequiredService<NodeGauges>();
        }

        if (telemetry.Prometheus)
        {
            app.MapPrometheusScrapingEndpoint(HostGuard.MetricsPath).AllowAnonymous();
        }
    }

    private static void AddMetrics(MeterProviderBuilder metrics, TelemetryOptions telemetry)
    {
        metrics.AddMeter(NodeMetrics.Name, Runtime)
            .AddView(NodeMetrics.ScanDuration, Buckets(Scans))
            .AddView(NodeMetrics.ScanWait, Buckets(Waits))
            .AddView(NodeMetrics.StageDuration, Buckets(Stages))
            .AddView(NodeMetrics.StoreDuration, Buckets(Store));
        if (telemetry.Prometheus)
        {
            metrics.AddPrometheusExporter();
        }

        if (telemetry.OtlpUrl.Length > 0)
        {
            metrics.AddOtlpExporter((otlp, reader) =>
            {
                Configure(otlp, telemetry, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = telemetry.ExportSeconds * 1000;
            });
        }
    }

    private static ExplicitBucketHistogramConfiguration Buckets(double[] seconds) => new() { Boundaries = seconds };

    private static void Configure(OtlpExporterOptions otlp, TelemetryOptions telemetry, string path)
    {
        otlp.Protocol = telemetry.OtlpProtocol == OtlpProtocol.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        // An address that is set by hand is taken as it is.
        otlp.Endpoint = telemetry.OtlpProtocol == OtlpProtocol.Grpc ? new Uri(telemetry.OtlpUrl) : new Uri($"{telemetry.OtlpUrl.TrimEnd('/')}/{path}");
        otlp.Headers = TelemetryOptionsValidator.FindHeaders(telemetry);
    }

    // What is wrong with the section stops the start with its own words; here it only must not throw.
    private static TelemetryOptions Read(Settings settings)
    {
        try
        {
            return settings.Configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new TelemetryOptions();
        }
        catch (InvalidOperationException)
        {
            return new TelemetryOptions();
        }
    }
}
