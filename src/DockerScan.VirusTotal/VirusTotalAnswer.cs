namespace DockerScan.VirusTotal;

/// <summary>An answer before it is understood.</summary>
/// <param name="Status">The HTTP status; 0 when there is no answer.</param>
/// <param name="Body">The body.</param>
/// <param name="RetryAfter">How long it asks to wait.</param>
/// <param name="Problem">Why there is no answer, in one line; null when there is one.</param>
internal sealed record VirusTotalAnswer(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter, string? Problem)
{
    public static VirusTotalAnswer None(string problem) => new(0, default, null, problem);
}
