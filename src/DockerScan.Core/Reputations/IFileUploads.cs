namespace DockerScan.Core.Reputations;

/// <summary>
/// Files on their way to a reputation service, which is off unless the operator switched it on: what is uploaded is shared with others for ever.
/// What is kept here outlives the process.
/// </summary>
public interface IFileUploads
{
    /// <summary>The largest file that is kept, in bytes; 0 while uploads are off.</summary>
    int MaxBytes { get; }

    /// <summary>Keeps a file's content in case the service does not know it. Does nothing when uploads are off, or it is too large, or too much is kept already.</summary>
    Task KeepAsync(string sha256, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Where a file stands.</summary>
    UploadState StateOf(Indicator indicator);

    /// <summary>The service does not know a kept file.</summary>
    void Want(Indicator indicator);

    /// <summary>How many requests sending costs: one, or two for a file that needs an address of its own.</summary>
    int CostOf(Indicator indicator);

    /// <summary>Sends a wanted file. The caller has taken the requests from the quota. Every failure is an answer.</summary>
    Task<UploadStep> SendAsync(Indicator indicator, CancellationToken cancellationToken);

    /// <summary>Asks once how the analysis of a sent file goes.</summary>
    Task<UploadStep> PollAsync(Indicator indicator, CancellationToken cancellationToken);

    /// <summary>Forgets a file.</summary>
    void Forget(Indicator indicator);
}

/// <summary>What one request on the way of a file gave.</summary>
/// <param name="Kind">How the service answered.</param>
/// <param name="IsDone">True when the analysis is complete, and the file can be asked about.</param>
/// <param name="Reason">Why it did not work, in one line; null when it did.</param>
/// <param name="RetryAfter">How long the service asks to wait.</param>
public sealed record UploadStep(ReputationAnswerKind Kind, bool IsDone = false, string? Reason = null, TimeSpan? RetryAfter = null);
