using DockerScan.Core.Scans;

namespace DockerScan.Core.Pulls;

/// <summary>How a budget stands. Pure: each step gives the next state.</summary>
/// <param name="Account">Whose.</param>
public sealed record PullState(PullAccount Account)
{
    // Docker Hub seldom says how long. A HEAD, which costs nothing, ends this wait as soon as something is left.
    private static readonly TimeSpan PullPause = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FirstRequestPause = TimeSpan.FromMinutes(1);
    private const int MostDoublings = 6;

    /// <summary>Pulls in one window; null for no known limit.</summary>
    public int? Limit { get; init; }

    /// <summary>Pulls that are left by the registry's last word, less those since; null where it gave none.</summary>
    public int? Remaining { get; init; }

    /// <summary>The window; null where it was not said.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>When the registry last said so.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Why it is left alone.</summary>
    public PullRest Rest { get; init; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? RestUntil { get; init; }

    /// <summary>True when the registry itself named that time.</summary>
    public bool IsRestNamed { get; init; }

    /// <summary>How often in a row it refused requests of any kind.</summary>
    public int Refusals { get; init; }

    /// <summary>When a whole window has passed since the registry's last word, so that nothing of it counts any more; null without a window.</summary>
    public DateTimeOffset? FreshAt => SeenAt + Window;

    /// <summary>How many pulls are kept for people.</summary>
    public int Reserve(int percent) => Limit is { } limit ? (int)(((long)limit * percent + 99) / 100) : 0;

    /// <summary>The state at a time: waits that are over are gone, and after a whole window nothing is spent.</summary>
    public PullState At(DateTimeOffset now)
    {
        var rested = RestUntil <= now ? this with { Rest = PullRest.None, RestUntil = null, IsRestNamed = false } : this;
        return rested.FreshAt <= now ? rested with { Remaining = rested.Limit } : rested;
    }

    /// <summary>The state after an answer.</summary>
    public PullState After(PullReading reading, DateTimeOffset now)
    {
        var state = At(now);
        if (reading is { Limit: not null, Remaining: { } left })
        {
            state = state with { Limit = reading.Limit, Remaining = Math.Min(left, reading.Limit.Value), Window = reading.Window ?? state.Window, SeenAt = now };
            // Its own word that there is something again, unless it named a time.
            state = state is { Rest: PullRest.Pulls, IsRestNamed: false } && left > 0 ? state with { Rest = PullRest.None, RestUntil = null } : state;
        }

        return reading.Refusal switch
        {
            PullRest.Pulls when state.Rest != PullRest.Requests => state with
            {
                Rest = PullRest.Pulls, RestUntil = Later(state, PullRest.Pulls, reading.RetryAfter ?? now + PullPause), IsRestNamed = reading.RetryAfter is not null, Remaining = state.Limit is null ? null : 0,
            },
            PullRest.Requests => state with
            {
                Rest = PullRest.Requests,
                RestUntil = Later(state, PullRest.Requests, reading.RetryAfter ?? now + FirstRequestPause * (1 << Math.Min(state.Refusals, MostDoublings))),
                IsRestNamed = reading.RetryAfter is not null,
                Refusals = state.Refusals + 1,
            },
            PullRest.None => state with { Refusals = 0 },
            _ => state,
        };
    }

    /// <summary>Whether so many pulls may be made, and the state after them.</summary>
    public (PullLeave Leave, PullState State) Take(ScanPriority priority, int pulls, int reservePercent, DateTimeOffset now)
    {
        var state = At(now);
        if (state.Rest == PullRest.Requests || (state.Rest == PullRest.Pulls && pulls > 0))
        {
            return (new PullLeave(state.Rest, state.RestUntil), state);
        }

        if (pulls == 0 || state.Remaining is not { } left)
        {
            return (PullLeave.Granted, state);
        }

        if (left < pulls)
        {
            return (new PullLeave(PullRest.Pulls, state.FreshAt), state);
        }

        return priority != ScanPriority.Person && left - pulls < state.Reserve(reservePercent)
            ? (new PullLeave(PullRest.Reserve, state.FreshAt), state)
            : (PullLeave.Granted, state with { Remaining = left - pulls });
    }

    // Answers of requests made at the same time come in any order: none shortens a wait.
    private static DateTimeOffset Later(PullState state, PullRest rest, DateTimeOffset until) => state.Rest == rest && state.RestUntil > until ? state.RestUntil.Value : until;
}
