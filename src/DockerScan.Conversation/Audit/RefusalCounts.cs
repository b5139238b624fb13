using DockerScan.Core.Stores;

namespace DockerScan.Conversation.Audit;

/// <summary>
/// Makes one record of many refusals: the first of a person is recorded at once, those of the hour that follows as one with their number.
/// So nobody who may do nothing can roll the record over.
/// </summary>
internal sealed class RefusalCounts
{
    /// <summary>How many people are told apart at once; whoever comes on top is counted with the others of the platform.</summary>
    internal const int MaxPeople = 256;

    internal const string Several = "(several)";
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Platform, string Place, string User), Tally> _tallies = [];

    /// <summary>Takes a refusal.</summary>
    /// <returns>What is recorded now; null when it is only counted.</returns>
    public AuditedCommand? Take(AuditedCommand refused)
    {
        lock (_lock)
        {
            if (_tallies.Count >= MaxPeople && !_tallies.ContainsKey((refused.Platform, refused.Place, refused.User)))
            {
                refused = refused with { Place = string.Empty, User = Several };
            }

            var key = (refused.Platform, refused.Place, refused.User);
            if (_tallies.TryGetValue(key, out var tally))
            {
                _tallies[key] = new Tally(tally.Since, tally.Count + 1, refused);
                return null;
            }

            _tallies[key] = new Tally(refused.At, 0, refused);
            return refused;
        }
    }

    /// <summary>The counts whose hour is over, or all.</summary>
    public IReadOnlyList<AuditedCommand> Drain(DateTimeOffset now, bool all = false)
    {
        lock (_lock)
        {
            var over = _tallies.Where(pair => all || now - pair.Value.Since >= Period).ToList();
            foreach (var (key, _) in over)
            {
                _tallies.Remove(key);
            }

            return [.. over.Where(pair => pair.Value.Count > 0).Select(pair => pair.Value.Last with { Count = pair.Value.Count })];
        }
    }

    private sealed record Tally(DateTimeOffset Since, int Count, AuditedCommand Last);
}
