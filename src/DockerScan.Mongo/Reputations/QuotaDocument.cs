using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using MongoDB.Bson;

namespace DockerScan.Mongo.Reputations;

/// <summary>
/// An account's ledger, all of it in one document: the requests of the last minute one by one, those of each day by number. Pure; whoever
/// changes it writes it back over the very version that was read.
/// </summary>
internal sealed partial class QuotaDocument
{
    public const string Version = "version";
    private const long Minute = 60_000;
    private const long Day = 86_400_000;
    private const int LedgerDays = 3;
    private readonly List<long> _minute;
    private readonly SortedDictionary<long, int> _days;
    private long _rests;
    private long? _blockedUntil;
    private string? _blockReason;

    public QuotaDocument(BsonDocument document)
    {
        Number = document.Number(Version);
        _minute = [.. document.GetValue("minute", new BsonArray()).AsBsonArray.Select(at => at.AsBsonDateTime.MillisecondsSinceEpoch)];
        _days = new(document.GetValue("days", new BsonArray()).AsBsonArray.ToDictionary(day => day["day"].ToInt64(), day => day["uses"].ToInt32()));
        _rests = document.Number("rests");
        _blockedUntil = document.TimeOrNull("blockedUntil")?.ToUnixTimeMilliseconds();
        _blockReason = document.TextOrNull("blockReason");
    }

    /// <summary>How often it was written.</summary>
    public long Number { get; }

    /// <summary>True once it was told to rest, until it is told that the service answers.</summary>
    public bool IsResting => _rests > 0;

    /// <summary>True when something of it changed since it was read.</summary>
    public bool IsChanged { get; private set; }

    public QuotaTake TryTake(QuotaLimits limits, bool isInteractive, long now)
    {
        var today = now / Day;
        Redate(now, today);
        if (_blockedUntil > now)
        {
            return Wait(_blockedUntil.Value);
        }

        if (CountDay(today) >= (isInteractive ? limits.PerDay : limits.PerDay - limits.InteractiveReserve))
        {
            return Wait((today + 1) * Day);
        }

        // The minute's both ends count, so that no 60 seconds hold one too many.
        _minute.RemoveAll(at => at < now - Minute);
        if (_minute.Count >= limits.PerMinute)
        {
            return Wait(_minute.Order().ElementAt(_minute.Count - limits.PerMinute) + Minute + 1);
        }

        IsChanged = true;
        _minute.Add(now);
        _days[today] = _days.GetValueOrDefault(today) + 1;
        return new QuotaTake(RetryAt: null);
    }

    public void Block(string reason, long first, long again)
        => (_blockedUntil, _blockReason, _rests) = (_rests == 0 ? first : again, reason, _rests + 1);

    public void Unblock() => (_rests, _blockedUntil, _blockReason) = (0, null, null);

    /// <summary>Forgets days that are too old to count; true when there were some.</summary>
    public bool Prune(long now)
    {
        var old = _days.Keys.Where(day => day < (now / Day) - LedgerDays).ToList();
        old.ForEach(day => _days.Remove(day));
        return old.Count > 0;
    }

    public QuotaState Read(long now, int waiting)
    {
        var isBlocked = _blockedUntil > now;
        return new QuotaState(
            _minute.Count(at => at >= now - Minute),
            CountDay(now / Day),
            isBlocked ? DateTimeOffset.FromUnixTimeMilliseconds(_blockedUntil!.Value) : null,
            isBlocked ? _blockReason : null,
            waiting);
    }

    /// <summary>What is written.</summary>
    /// <param name="token">By which its writer knows it again.</param>
    public BsonDocument ToMembers(ObjectId token) => new()
    {
        { MongoSchema.Version, MongoSchema.Current }, { Version, Number + 1 }, { "token", token }, { "minute", new BsonArray(_minute.Select(at => new BsonDateTime(at))) },
        { "days", new BsonArray(_days.Select(day => new BsonDocument { { "day", day.Key }, { "uses", day.Value } })) }, { "rests", _rests },
        { "blockedUntil", _blockedUntil is { } until ? new BsonDateTime(until) : BsonNull.Value }, { "blockReason", Bson.Text(_blockReason) },
    };

    private static QuotaTake Wait(long until) => new(DateTimeOffset.FromUnixTimeMilliseconds(until));

    private int CountDay(long today) => _days.Where(day => day.Key >= today).Sum(day => day.Value);
}
