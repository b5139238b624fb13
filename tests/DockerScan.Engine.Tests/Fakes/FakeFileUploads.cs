using DockerScan.Core.Reputations;

namespace DockerScan.Engine.Tests.Fakes;

/// <summary>One file on its way.</summary>
internal sealed class FakeFileUploads : IFileUploads
{
    public int MaxBytes => 1;

    public UploadState State { get; set; }

    public int Sent { get; private set; }

    public int Polls { get; private set; }

    public Func<UploadStep> Send { get; set; } = () => new UploadStep(ReputationAnswerKind.Answered);

    public Func<UploadStep> Poll { get; set; } = () => new UploadStep(ReputationAnswerKind.Answered, IsDone: true);

    public Task KeepAsync(string sha256, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Task.CompletedTask;

    public UploadState StateOf(Indicator indicator) => State;

    public void Want(Indicator indicator) => State = State == UploadState.Kept ? UploadState.Wanted : State;

    public int CostOf(Indicator indicator) => 1;

    public Task<UploadStep> SendAsync(Indicator indicator, CancellationToken cancellationToken)
    {
        Sent++;
        var step = Send();
        State = step.Kind == ReputationAnswerKind.Answered ? UploadState.Sent : State;
        return Task.FromResult(step);
    }

    public Task<UploadStep> PollAsync(Indicator indicator, CancellationToken cancellationToken)
    {
        Polls++;
        return Task.FromResult(Poll());
    }

    public void Forget(Indicator indicator) => State = UploadState.None;
}
