using DockerScan.Core.Reputations;

namespace DockerScan.Engine.Reputations;

/// <summary>Nothing is ever uploaded.</summary>
internal sealed class NoFileUploads : IFileUploads
{
    public int MaxBytes => 0;

    public Task KeepAsync(string sha256, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Task.CompletedTask;

    public UploadState StateOf(Indicator indicator) => UploadState.None;

    public void Want(Indicator indicator)
    {
        // There is nothing to send.
    }

    public int CostOf(Indicator indicator) => 1;

    public Task<UploadStep> SendAsync(Indicator indicator, CancellationToken cancellationToken) => throw new InvalidOperationException("uploads are off");

    public Task<UploadStep> PollAsync(Indicator indicator, CancellationToken cancellationToken) => throw new InvalidOperationException("uploads are off");

    public void Forget(Indicator indicator)
    {
        // Nothing is kept.
    }
}
