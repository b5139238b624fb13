using DockerScan.Core.Reputations;

namespace DockerScan.Scanners.Tests;

/// <summary>Keeps the hashes that scanners gave.</summary>
internal sealed class RecordingUploads : IFileUploads
{
    public List<string> Kept { get; } = [];

    public int MaxBytes { get; init; }

    public Task KeepAsync(string sha256, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Kept.Add(sha256);
        return Task.CompletedTask;
    }

    public UploadState StateOf(Indicator indicator) => UploadState.None;

    public void Want(Indicator indicator) => throw new InvalidOperationException("scanners do not ask");

    public int CostOf(Indicator indicator) => throw new InvalidOperationException("scanners do not ask");

    public Task<UploadStep> SendAsync(Indicator indicator, CancellationToken cancellationToken) => throw new InvalidOperationException("scanners do not ask");

    public Task<UploadStep> PollAsync(Indicator indicator, CancellationToken cancellationToken) => throw new InvalidOperationException("scanners do not ask");

    public void Forget(Indicator indicator) => throw new InvalidOperationException("scanners do not ask");
}
