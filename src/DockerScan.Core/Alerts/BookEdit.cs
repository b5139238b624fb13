namespace DockerScan.Core.Alerts;

/// <summary>A book that is being written: decisions, what became of what was told, and which alerts have to say so.</summary>
internal sealed class BookEdit
{
    private readonly AlertBook _book;
    private readonly Dictionary<(string Target, string Key), AlertEntry> _entries;
    private readonly Dictionary<ScanId, Dictionary<string, FindingChange?>> _fixed = [];

    public BookEdit(AlertBook book)
    {
        _book = book;
        _entries = book.Entries.DistinctBy(entry => (entry.Target, entry.Key)).ToDictionary(entry => (entry.Target, entry.Key));
        Waiting = [.. book.Waiting];
    }

    public List<WaitingDrift> Waiting { get; }

    public IReadOnlyDictionary<ScanId, IReadOnlyDictionary<string, FindingChange?>> Fixed
        => _fixed.ToDictionary(pair => pair.Key, pair => (IReadOnlyDictionary<string, FindingChange?>)pair.Value);

    public AlertEntry? Find(string target, string key) => _entries.GetValueOrDefault((target, key));

    public IReadOnlyList<AlertEntry> Of(string target) => [.. _entries.Values.Where(entry => entry.Target == target)];

    /// <summary>Another name of the same thing.</summary>
    public void Rename(string target, string old, string key)
    {
        if (_entries.Remove((target, old), out var entry))
        {
            _entries.TryAdd((target, key), entry with { Key = key });
        }
    }

    public void Decide(string target, FindingNews news, AlertDecided decided, string database, ScanId? alert)
    {
        var key = (target, news.Finding.Key);
        var entry = _entries.GetValueOrDefault(key) ?? new AlertEntry
        {
            Key = news.Finding.Key, Target = target, Scanner = news.Finding.Scanner, Database = database, FirstAt = decided.At, FirstScan = decided.Scan,
        };
        _entries[key] = entry with
        {
            ToldAt = alert is null ? entry.ToldAt : decided.At,
            Alert = alert ?? entry.Alert,
            // One that is new again is another story than the one that ended.
            Earlier = alert is null || alert == entry.Alert ? entry.Earlier : news.Kind == FindingChange.New ? [] : [.. entry.Told.Take(AlertEntry.MaxEarlier)],
            Since = null,
            MissingBy = null,
            Decisions = [.. entry.Decisions.Prepend(decided).Take(AlertEntry.MaxDecisions)],
        };
        // One that is back, though no second message says so: the card that told it does.
        if (alert is null && entry.Since is not null)
        {
            Say(entry, null);
        }
    }

    /// <summary>It is not there any more.</summary>
    /// <returns>What became of it.</returns>
    public FindingChange Gone(AlertEntry entry, FindingChange kind, string database)
    {
        // Two databases agree that it is none.
        var now = kind == FindingChange.Fixed || (entry.MissingBy is { } earlier && database.Length > 0 && earlier != database) ? FindingChange.Fixed : FindingChange.NotReported;
        if (entry.Since != now || entry.MissingBy is null)
        {
            _entries[(entry.Target, entry.Key)] = entry with { Since = now, MissingBy = entry.MissingBy ?? database };
            if (entry.Since != now)
            {
                Say(entry, now);
            }
        }

        return now;
    }

    public AlertBook Close(string run, AlertTally tally) => _book with
    {
        Tallies = tally is { New: 0, Fixed: 0 } ? _book.Tallies
            : [.. _book.Tallies.Prepend(tally).GroupBy(each => each.Day).Select(day => new AlertTally(day.Key, day.Sum(each => each.New), day.Sum(each => each.Fixed)))
                .OrderByDescending(each => each.Day).Take(AlertTally.MaxDays)],
        Runs = [.. _book.Runs.Where(other => other != run).Prepend(run).Take(AlertBook.MaxRuns)],
        Waiting = Waiting,
        Entries = [.. _entries.Values
            .OrderByDescending(entry => entry.Alert is not null && entry.Since != FindingChange.Fixed)
            .ThenByDescending(entry => entry.Decisions.Count > 0 ? entry.Decisions[0].At : entry.FirstAt)
            .ThenBy(entry => entry.Target, StringComparer.Ordinal).ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Take(AlertBook.MaxEntries)],
    };

    private void Say(AlertEntry entry, FindingChange? what)
    {
        foreach (var alert in entry.Told)
        {
            (_fixed.TryGetValue(alert, out var keys) ? keys : _fixed[alert] = new(StringComparer.Ordinal))[entry.Key] = what;
        }
    }
}
