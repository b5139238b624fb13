using System.Net;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Pulls;
using DockerScan.Core.Tags;
using DockerScan.Registry.Budget;
using DockerScan.Registry.Http;
using DockerScan.Registry.Manifests;
using Microsoft.Extensions.Logging;

namespace DockerScan.Registry.Tags;

/// <summary>Looks where tags point: HEAD, and a manifest only where that does not say enough.</summary>
internal sealed class TagLookup(RepositoryClients clients, PullLedger ledger, RegistryLanes lanes, IndexMemory memory, ILogger<TagLookup> logger) : ITagLookup
{
    public async Task<TagLook> LookAsync(TagQuestion question, CancellationToken cancellationToken)
    {
        var look = await TryAsync(question, cancellationToken);
        if (look.Failure is { } failure)
        {
            Log.NotLookedUp(logger, question.Reference.ToString(), look.Outcome.ToString(), failure.Message);
        }

        return look;
    }

    private async Task<TagLook> TryAsync(TagQuestion question, CancellationToken cancellationToken)
    {
        var opened = clients.Open(question.Reference);
        if (opened.Value is not { } client)
        {
            return Failed(question, TagLookOutcome.NotAllowed, opened.Failure!);
        }

        using var lane = await lanes.EnterAsync(question.Reference.Registry, question.Priority, cancellationToken);
        try
        {
            var look = await AskAsync(client, question, cancellationToken);
            return look with { Pulls = client.Pulls };
        }
        catch (EngineException exception)
        {
            return (await ExplainAsync(client, question, exception, cancellationToken)) with { Pulls = client.Pulls };
        }
    }

    private async Task<TagLook> AskAsync(RepositoryClient client, TagQuestion question, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(question, 0, cancellationToken) is { } resting)
        {
            return resting;
        }

        var name = question.Reference.Tag ?? question.Reference.Digest!.Value.Value;
        var head = await client.HeadManifestAsync(name, cancellationToken);
        var reader = new IndexReader(client, memory, question.Reference, (pulls, token) => RefuseAsync(question, pulls, token));
        // Whatever else HEAD is answered (refused, an error, no digest), GET says it better, and its body can be hashed.
        var pointed = head is { } said ? new Pointed(said.Digest, MediaTypes.IsManifest(said.MediaType), null) : await reader.ReadTagAsync(name, cancellationToken);
        var platforms = new Dictionary<ImagePlatform, ImageDigest>();
        foreach (var platform in question.Platforms.Distinct())
        {
            if (question.Known is { } known && known.Digest == pointed.Digest && known.Platforms.TryGetValue(platform, out var same))
            {
                platforms[platform] = same;
            }
            else if (await reader.FindAsync(pointed, platform, cancellationToken) is { } found)
            {
                platforms[platform] = found;
            }
        }

        return new TagLook(question.Reference, TagLookOutcome.Answered)
        {
            Sight = new TagSight(pointed.Digest, platforms),
            Platforms = [.. question.Platforms.Distinct().Select(platform => News(question.Known, platforms, platform))],
        };
    }

    private static PlatformLook News(TagSight? known, Dictionary<ImagePlatform, ImageDigest> platforms, ImagePlatform platform)
        => !platforms.TryGetValue(platform, out var now) ? new PlatformLook(platform, PlatformNews.Missing, null)
            : known?.Platforms.TryGetValue(platform, out var before) is not true ? new PlatformLook(platform, PlatformNews.FirstSeen, now)
            : new PlatformLook(platform, before == now ? PlatformNews.Unchanged : PlatformNews.Changed, now);

    private async ValueTask<TagLook?> RefuseAsync(TagQuestion question, int pulls, CancellationToken cancellationToken)
        => await ledger.MayAsync(question.Reference.Registry, question.Priority, pulls, cancellationToken) is { IsGranted: false } leave
            ? Failed(question, TagLookOutcome.Deferred, RegistryFailures.Resting(question.Reference.Registry, leave.RetryAt))
            : null;

    private static TagLook Failed(TagQuestion question, TagLookOutcome outcome, ScanFailure failure)
        => new(question.Reference, outcome) { Sight = question.Known, Failure = failure, RetryAt = failure.RetryAfter };

    private async Task<TagLook> ExplainAsync(RepositoryClient client, TagQuestion question, EngineException exception, CancellationToken cancellationToken)
    {
        if (exception.InnerException is DeferredException deferred)
        {
            return deferred.Look;
        }

        if (client.Refused == HttpStatusCode.NotFound && exception.Failure.Kind == FailureKind.ImageNotFound)
        {
            return await GoneAsync(client, question, cancellationToken);
        }

        var outcome = exception.Failure.Kind switch
        {
            FailureKind.Unauthorized => client.Refused == HttpStatusCode.Forbidden ? TagLookOutcome.Forbidden : TagLookOutcome.Unauthorized,
            FailureKind.RateLimited => Limit(question),
            FailureKind.RegistryNotAllowed => TagLookOutcome.NotAllowed,
            FailureKind.Unsupported => TagLookOutcome.Unreadable,
            _ when exception.InnerException is TimeoutException => TagLookOutcome.TimedOut,
            _ when exception.InnerException is InvalidDataException => TagLookOutcome.Untrusted,
            _ => TagLookOutcome.Unavailable,
        };
        return Failed(question, outcome, exception.Failure) with { RetryAt = exception.Failure.RetryAfter ?? RestUntil(question, outcome) };
    }

    // The ledger has just written down which limit it was. A token server's 429 is not in it: that is of requests.
    private TagLookOutcome Limit(TagQuestion question) => State(question)?.Rest == PullRest.Pulls ? TagLookOutcome.PullLimit : TagLookOutcome.RequestLimit;

    private DateTimeOffset? RestUntil(TagQuestion question, TagLookOutcome outcome)
        => outcome is TagLookOutcome.PullLimit or TagLookOutcome.RequestLimit ? State(question)?.RestUntil : null;

    private PullState? State(TagQuestion question)
        => ledger.States.Where(state => state.Account.Registry == question.Reference.Registry && state.Rest != PullRest.None).MaxBy(state => state.SeenAt ?? state.RestUntil);

    // A deletion is told to people, so that it takes more than one 404: what the repository still lists decides.
    private static async Task<TagLook> GoneAsync(RepositoryClient client, TagQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return await client.ListTagsAsync(cancellationToken) is not { } tags
                ? Failed(question, TagLookOutcome.RepositoryGone, RegistryFailures.NoRepository(question.Reference))
                : tags.Contains(question.Reference.Tag!, StringComparer.Ordinal)
                    ? Failed(question, TagLookOutcome.Unreadable, RegistryFailures.NoManifest(question.Reference))
                    : Failed(question, TagLookOutcome.TagGone, RegistryFailures.NoTag(question.Reference, nearest: null));
        }
        catch (EngineException exception)
        {
            return Failed(question, TagLookOutcome.Unavailable, exception.Failure);
        }
    }
}
