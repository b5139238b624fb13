using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Stores;

namespace DockerScan.Engine.Accepting;

internal sealed class AcceptanceDesk(IAcceptanceStore store, IScanStore scans, IResultReader reader, IIdGenerator ids, TimeProvider time) : IAcceptanceDesk
{
    // Two presses of one button, or two people who press it.
    private static readonly TimeSpan Same = TimeSpan.FromMinutes(10);

    public async Task<KnownFinding?> FindAsync(string key, CancellationToken cancellationToken)
        => AcceptanceRules.IsKey(key) && await reader.ReadAsync(await scans.FindByFindingAsync(key, cancellationToken), cancellationToken) is { } result
            && result.Findings.FirstOrDefault(finding => finding.Key == key) is { } found
            ? new KnownFinding(result, found) : null;

    public async Task<Result<Acceptance>> AcceptAsync(AcceptanceWish wish, CancellationToken cancellationToken)
    {
        var made = AcceptanceRules.Check(Make(wish));
        if (made.Value is not { } acceptance)
        {
            return made;
        }

        var inForce = await store.ListAsync(acceptance.MadeAt, cancellationToken);
        if (inForce.FirstOrDefault(one => IsSame(one, acceptance)) is { } known)
        {
            return known;
        }

        if (inForce.Count >= IAcceptanceStore.MaxInForce)
        {
            return Full;
        }

        await store.AddAsync(acceptance, cancellationToken);
        return acceptance;
    }

    public async Task<Result<IReadOnlyList<Acceptance>>> ImportAsync(IReadOnlyList<Acceptance> read, CancellationToken cancellationToken)
    {
        var inForce = await store.ListAsync(time.GetUtcNow(), cancellationToken);
        List<Acceptance> added = [];
        foreach (var one in read)
        {
            var made = AcceptanceRules.Check(one with { Id = ids.NewId() });
            if (made.Value is not { } acceptance)
            {
                return made.Failure!;
            }

            // A document that is read again says nothing new.
            if (!inForce.Any(known => IsSame(known, acceptance)))
            {
                added.Add(acceptance);
            }
        }

        if (inForce.Count + added.Count > IAcceptanceStore.MaxInForce)
        {
            return Full;
        }

        foreach (var acceptance in added)
        {
            await store.AddAsync(acceptance, cancellationToken);
        }

        return added;
    }

    public Task<Acceptance?> FindAcceptanceAsync(string id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    public Task<bool> TakeBackAsync(string id, string by, CancellationToken cancellationToken)
        => store.RemoveAsync(id, new AcceptanceRemoval(DisplayText.Clean(by, AcceptanceRules.MaxText), Now()), cancellationToken);

    public Task<IReadOnlyList<Acceptance>> ListAsync(bool all, CancellationToken cancellationToken)
        => all ? store.ListHistoryAsync(IAcceptanceStore.MaxListed, cancellationToken) : store.ListAsync(time.GetUtcNow(), cancellationToken);

    private static ScanFailure Full => new(FailureKind.Refused, string.Create(
        CultureInfo.InvariantCulture, $"{IAcceptanceStore.MaxInForce} acceptances hold already; next step: take some back with unaccept"));

    private static bool IsSame(Acceptance known, Acceptance wish)
        => known with { Id = wish.Id, MadeAt = wish.MadeAt, ExpiresAt = wish.ExpiresAt, Author = wish.Author, Place = wish.Place } == wish
            && (wish.ExpiresAt is { } end ? !(known.ExpiresAt < end - Same) : known.ExpiresAt is null);

    // Stores keep milliseconds.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    private Acceptance Make(AcceptanceWish wish)
    {
        var (finding, now) = (wish.Known.Finding, Now());
        return new Acceptance
        {
            Id = ids.NewId(),
            Scope = wish.Scope,
            Kind = wish.Kind,
            Key = finding.Key,
            FindingClass = finding.Details.KeyClass,
            FindingId = finding.Details.Id,
            Location = wish.Scope == AcceptanceScope.Package ? PackageUrl.OfLocation(finding.Details.Location) : finding.Details.Location,
            Repository = wish.Repository ?? wish.Known.Result.Reference.Repository,
            // What is no risk is none whatever somebody thinks of it later.
            WorstRisk = wish.Kind == AcceptanceKind.FalsePositive ? null : finding.Risk,
            Reason = wish.Reason,
            Author = wish.Author,
            Place = wish.Place,
            MadeAt = now,
            ExpiresAt = wish.Days is { } days ? now.AddDays(days) : null,
        };
    }
}
