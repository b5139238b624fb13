using DockerScan.Engine.Watching;
using DockerScan.Web.Reading;

namespace DockerScan.Web.Pages;

/// <summary>The watched images: when each looks next, what it did last, and since when what it sees is as it is.</summary>
internal sealed class WatchesModel(TimeProvider time, IWatchDesk? desk = null) : WebPage
{
    /// <summary>How many are shown; a store keeps no more than some hundreds.</summary>
    private const int Most = 500;

    public override string Title => Strings.Watches;

    public override string Section => "watches";

    public IReadOnlyList<WatchStanding> Standings { get; private set; } = [];

    public DateTimeOffset Now => time.GetUtcNow();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (desk is not null)
        {
            Standings = await desk.StandAsync([.. (await desk.ListAsync(cancellationToken)).Take(Most)], cancellationToken);
        }
    }

    /// <summary>Since when the newest of what a watch sees is that.</summary>
    public static DateTimeOffset? ChangedAt(WatchStanding standing) => standing.Targets.Max(target => target.SeenSince);

    /// <summary>Why its last look was none; null when it was one.</summary>
    public string? Problem(WatchStanding standing)
        => (standing.Last?.End.Problem ?? standing.Targets.FirstOrDefault(target => target.Problem is not null)?.Problem) is { } problem ? Show.Fit(Words.Of(problem), 300) : null;
}
