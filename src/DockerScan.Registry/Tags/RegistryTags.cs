using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Tags;
using DockerScan.Registry.Budget;
using DockerScan.Registry.Http;
using Microsoft.Extensions.Logging;

namespace DockerScan.Registry.Tags;

/// <summary>Reads a repository's list of tags page by page, within bounds that no registry can stretch.</summary>
internal sealed class RegistryTags(RepositoryClients clients, PullLedger ledger, TimeProvider time, ILogger<RegistryTags> logger) : ITagList
{
    private const int MaxPages = 50;
    private const int MaxTags = 50_000;
    private const long MaxBytes = 16L << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public async Task<Result<RepositoryTags>> ListAsync(ImageReference repository, ScanPriority priority, CancellationToken cancellationToken)
    {
        var opened = clients.Open(repository);
        if (!opened.IsSuccess)
        {
            return opened.Failure;
        }

        var leave = await ledger.MayAsync(repository.Registry, priority, 0, cancellationToken);
        if (!leave.IsGranted)
        {
            return RegistryFailures.Resting(repository.Registry, leave.RetryAt);
        }

        try
        {
            var tags = await ReadAsync(opened.Value, cancellationToken);
            if (tags is { IsWhole: false })
            {
                Log.TagsCut(logger, repository.Repository, tags.Tags.Count, tags.Pages);
            }

            return tags is null ? RegistryFailures.NoRepository(repository) : tags;
        }
        catch (EngineException exception)
        {
            return exception.Failure;
        }
    }

    private async Task<RepositoryTags?> ReadAsync(RepositoryClient client, CancellationToken cancellationToken)
    {
        var (started, tags, seen, pages) = (time.GetTimestamp(), new List<string>(), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var bytes = 0L;
        for (var next = TagPages.First; ;)
        {
            pages.Add(next);
            if (await client.GetTagsAsync(next, cancellationToken) is not { } page)
            {
                // A page that vanishes in the middle says nothing of the repository.
                return pages.Count == 1 ? null : new RepositoryTags(tags, pages.Count, TagListEnd.Bound);
            }

            var fresh = page.Tags.Where(seen.Add).Take(MaxTags - tags.Count).ToList();
            tags.AddRange(fresh);
            bytes += page.Bytes;
            // A page as long as was asked for may be cut, whatever the registry says; who ignores "last" sends it again.
            var isGuess = page.Next is null && page.Tags.Count == TagPages.Size && fresh.Count > 0;
            if ((page.Next ?? (isGuess ? TagPages.After(page.Tags[^1]) : null)) is not { } following)
            {
                return new RepositoryTags(tags, pages.Count, tags.Count < MaxTags ? TagListEnd.Whole : TagListEnd.Bound);
            }

            if (pages.Contains(following) || (page.Tags.Count > 0 && fresh.Count == 0))
            {
                return new RepositoryTags(tags, pages.Count, TagListEnd.Circle);
            }

            if (pages.Count == MaxPages || tags.Count >= MaxTags || bytes >= MaxBytes || time.GetElapsedTime(started) >= Longest)
            {
                return new RepositoryTags(tags, pages.Count, TagListEnd.Bound);
            }

            next = following;
        }
    }
}
