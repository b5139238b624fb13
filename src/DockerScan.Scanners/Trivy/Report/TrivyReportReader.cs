using System.Text.Json;

namespace DockerScan.Scanners.Trivy.Report;

/// <summary>Reads a report as a stream, within bounds. A report that is not whole is no report.</summary>
internal static class TrivyReportReader
{
    // SchemaVersion is the first member of every report since it exists.
    private const int HeadBytes = 4096;

    /// <summary>Reads a file.</summary>
    public static async Task<TrivyReportResult> ReadAsync(string path, long maxBytes, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return TrivyReportResult.Unusable("it wrote no report");
        }

        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (stream.Length > maxBytes)
        {
            return TrivyReportResult.Unusable($"its report of {stream.Length} bytes is over the limit of {maxBytes} (Trivy:MaxReportBytes)");
        }

        return await ReadAsync(stream, cancellationToken);
    }

    private static async Task<TrivyReportResult> ReadAsync(FileStream stream, CancellationToken cancellationToken)
    {
        var head = new byte[HeadBytes];
        var length = await stream.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken);
        if (HeadSchema(head.AsSpan(0, length)) is { } schema && schema != TrivyReport.SupportedSchema)
        {
            return TrivyReportResult.Unusable(UnknownSchema(schema));
        }

        stream.Position = 0;
        try
        {
            var report = await JsonSerializer.DeserializeAsync(stream, TrivyJsonContext.Default.TrivyReport, cancellationToken);
            return report is null ? TrivyReportResult.Unusable("its report is empty")
                : report.SchemaVersion != TrivyReport.SupportedSchema ? TrivyReportResult.Unusable(UnknownSchema(report.SchemaVersion))
                : new TrivyReportResult(report, null);
        }
        catch (JsonException e)
        {
            return TrivyReportResult.Unusable($"its report is not whole JSON (line {e.LineNumber + 1})");
        }
    }

    private static string UnknownSchema(int schema) => $"unknown schema: its report is of version {schema}, known is {TrivyReport.SupportedSchema}";

    // A newer schema may have other shapes, and would otherwise be called broken JSON.
    private static int? HeadSchema(ReadOnlySpan<byte> head)
    {
        var reader = new Utf8JsonReader(head, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("SchemaVersion"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) ? version : null;
                }
            }
        }
        catch (JsonException)
        {
            // The full read says where it is broken.
            return null;
        }

        return null;
    }
}

/// <summary>The report, or why it cannot be used.</summary>
/// <param name="Report">The report; null when it cannot be used.</param>
/// <param name="Problem">Why not; null when it can.</param>
internal sealed record TrivyReportResult(TrivyReport? Report, string? Problem)
{
    /// <summary>A report that cannot be used.</summary>
    public static TrivyReportResult Unusable(string problem) => new(null, problem);
}
