namespace DockerScan.Core.Pulls;

/// <summary>Whether the pulls that schedules plan fit into a budget.</summary>
/// <param name="Account">Whose budget.</param>
/// <param name="Planned">Pulls planned in the time looked at.</param>
/// <param name="Free">Pulls that schedules may make now, the reserve left out; null for no known limit.</param>
/// <param name="Reserve">Pulls kept for people.</param>
/// <param name="Until">The end of the time looked at.</param>
/// <param name="ShortAt">The first planned time at which the budget does not suffice; null when all fits.</param>
/// <param name="Missing">How many planned pulls have to wait at their time.</param>
public sealed record PullForecast(PullAccount Account, int Planned, int? Free, int Reserve, DateTimeOffset Until, DateTimeOffset? ShortAt, int Missing)
{
    /// <summary>Makes one. Cautious: what is spent comes back only when a whole window has passed since the registry's last word.</summary>
    /// <param name="state">How the budget stands.</param>
    /// <param name="plan">The pulls that are planned, in any order; those before now count as due now.</param>
    /// <param name="reservePercent">How many percent are kept for people.</param>
    /// <param name="now">The time.</param>
    /// <param name="until">How far to look.</param>
    public static PullForecast Of(PullState state, IEnumerable<PlannedPulls> plan, int reservePercent, DateTimeOffset now, DateTimeOffset until)
    {
        var current = state.At(now);
        var due = plan.Where(each => each.Pulls > 0 && each.At < until).Select(each => each with { At = each.At < now ? now : each.At }).OrderBy(each => each.At).ToList();
        var planned = (int)Math.Min(int.MaxValue, due.Sum(each => (long)each.Pulls));
        var reserve = current.Reserve(reservePercent);
        if (current is not { Limit: { } limit, Remaining: { } left })
        {
            var waiting = due.Where(each => IsResting(current, each.At)).ToList();
            return new PullForecast(state.Account, planned, null, 0, until, waiting.Count > 0 ? waiting[0].At : null, (int)Math.Min(int.MaxValue, waiting.Sum(each => (long)each.Pulls)));
        }

        var (free, most, fresh) = (Math.Max(0, left - reserve), Math.Max(0, limit - reserve), current.FreshAt <= now ? now + current.Window : current.FreshAt);
        var result = new PullForecast(state.Account, planned, current.Rest == PullRest.None ? free : 0, reserve, until, null, 0);
        foreach (var each in due)
        {
            if (fresh <= each.At && current.Window is { Ticks: > 0 } window)
            {
                fresh += window * ((each.At - fresh.Value).Ticks / window.Ticks + 1);
                free = most;
            }

            var may = IsResting(current, each.At) ? 0 : Math.Min(free, each.Pulls);
            free -= may;
            result = may < each.Pulls ? result with { ShortAt = result.ShortAt ?? each.At, Missing = (int)Math.Min(int.MaxValue, (long)result.Missing + each.Pulls - may) } : result;
        }

        return result;
    }

    private static bool IsResting(PullState state, DateTimeOffset at) => state.Rest != PullRest.None && at < state.RestUntil;
}

/// <summary>Pulls that a schedule plans.</summary>
/// <param name="At">When.</param>
/// <param name="Pulls">How many: each manifest or index that is fetched is one.</param>
public sealed record PlannedPulls(DateTimeOffset At, int Pulls);
