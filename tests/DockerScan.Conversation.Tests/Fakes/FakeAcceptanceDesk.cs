using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Reading;
using DockerScan.Engine.Accepting;
using DockerScan.TestKit.Builders;

namespace DockerScan.Conversation.Tests.Fakes;

/// <summary>Acceptances of the results that a test has. What the desk really does is proved in the engine's tests.</summary>
internal sealed class FakeAcceptanceDesk(FakeScanService scans) : IAcceptanceDesk
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero);

    public List<Acceptance> Kept { get; } = [];

    public List<AcceptanceWish> Wishes { get; } = [];

    public ScanFailure? Refusal { get; set; }

    public Task<KnownFinding?> FindAsync(string key, CancellationToken cancellationToken)
        => Task.FromResult(scans.Results.Values.Select(result => AcceptedReading.At(result, Kept, SampleChecklist.Create(), Now))
            .SelectMany(result => result.Findings.Where(finding => finding.Key == key).Select(finding => new KnownFinding(result, finding))).FirstOrDefault());

    public Task<Result<Acceptance>> AcceptAsync(AcceptanceWish wish, CancellationToken cancellationToken)
    {
        Wishes.Add(wish);
        if (Refusal is not null)
        {
            return Task.FromResult<Result<Acceptance>>(Refusal);
        }

        Kept.Add(new Acceptance
        {
            Id = $"acc000000{Kept.Count}",
            Scope = wish.Scope,
            Kind = wish.Kind,
            Key = wish.Known.Finding.Key,
            FindingClass = wish.Known.Finding.Details.KeyClass,
            FindingId = wish.Known.Finding.Details.Id,
            Location = wish.Known.Finding.Details.Location,
            Repository = wish.Repository ?? wish.Known.Result.Reference.Repository,
            WorstRisk = wish.Kind == AcceptanceKind.FalsePositive ? null : wish.Known.Finding.Risk,
            Reason = wish.Reason,
            Author = wish.Author,
            Place = wish.Place,
            MadeAt = Now,
            ExpiresAt = wish.Days is { } days ? Now.AddDays(days) : null,
        });
        return Task.FromResult<Result<Acceptance>>(Kept[^1]);
    }

    public Task<Result<IReadOnlyList<Acceptance>>> ImportAsync(IReadOnlyList<Acceptance> read, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Acceptance?> FindAcceptanceAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Kept.Find(one => one.Id == id));

    public Task<bool> TakeBackAsync(string id, string by, CancellationToken cancellationToken)
    {
        var at = Kept.FindIndex(one => one.Id == id && one.Removal is null);
        if (at >= 0)
        {
            Kept[at] = Kept[at] with { Removal = new AcceptanceRemoval(by, Now) };
        }

        return Task.FromResult(at >= 0);
    }

    public Task<IReadOnlyList<Acceptance>> ListAsync(bool all, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Acceptance>>([.. Kept.Where(one => all || one.Removal is null).Reverse()]);
}
