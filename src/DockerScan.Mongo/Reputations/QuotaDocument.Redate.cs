namespace DockerScan.Mongo.Reputations;

/// <content>What a clock that went back left.</content>
internal sealed partial class QuotaDocument
{
    // Requests of a time to come were made before the clock went back. For the minute they count as made just now; for the day
    // they keep theirs, so that going back over midnight gives none back, but never one after tomorrow: that clock was wrong.
    private void Redate(long now, long today)
    {
        for (var i = 0; i < _minute.Count; i++)
        {
            IsChanged |= _minute[i] > now;
            _minute[i] = Math.Min(_minute[i], now);
        }

        foreach (var (day, uses) in _days.Where(day => day.Key > today + 1).ToList())
        {
            IsChanged = true;
            _days.Remove(day);
            _days[today + 1] = _days.GetValueOrDefault(today + 1) + uses;
        }

        if (_blockedUntil > now + Day + Minute)
        {
            (_blockedUntil, IsChanged) = (now + Day + Minute, true);
        }
    }
}
