using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DockerScan.Core.Watches.Schedules;

/// <summary>What the words of a schedule mean. A word that names no minute is spread by a key's hash, so that a thousand watches do not ask one registry at once.</summary>
public static class ScheduleReader
{
    private const int MaxLength = 200;
    private const int Shown = 60;
    private const int FirstNightHour = 1;
    private const int NightHours = 4;
    private const int Minutes = 60;
    private const int WeekDays = 7;

    private static readonly string[] Words = ["hourly", "nightly", "daily", "weekly", "@hourly", "@daily", "@midnight", "@weekly", "@monthly"];

    /// <summary>The five fields that a text stands for.</summary>
    /// <param name="text">
    /// <c>hourly</c> (a minute by the key), <c>nightly</c> or <c>daily</c> (between 01:00 and 04:59), <c>weekly</c> (the same on one day of
    /// the week); <c>@hourly</c>, <c>@daily</c>, <c>@midnight</c>, <c>@weekly</c>, <c>@monthly</c> as crontab has them; or five fields.
    /// </param>
    /// <param name="spreadKey">What is hashed.</param>
    /// <returns>The fields; or one line that says what is wrong.</returns>
    public static Result<Crontab> Read(string text, string spreadKey)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(spreadKey);
        if (text.Length > MaxLength)
        {
            return new ScanFailure(FailureKind.Refused, FormattableString.Invariant($"the schedule has {text.Length} characters; at most {MaxLength} are allowed"));
        }

        var word = text.Trim().ToLowerInvariant();
        return Fields(word, spreadKey) is { } fields ? Crontab.Read(fields)
            : word.Length == 0 ? new ScanFailure(FailureKind.Refused, "no schedule was given; write hourly, nightly, weekly, or crontab's five fields, such as 30 3 * * *")
            : char.IsAsciiDigit(word[0]) || word[0] == '*' || Crontab.Split(word).Length == 5 ? Crontab.Read(word)
            : NoSchedule(word);
    }

    private static string? Fields(string word, string spreadKey) => word switch
    {
        "hourly" => FormattableString.Invariant($"{Spread(spreadKey, Minutes)} * * * *"),
        "nightly" or "daily" => Night(Spread(spreadKey, NightHours * Minutes), "*"),
        "weekly" => Week(Spread(spreadKey, WeekDays * NightHours * Minutes)),
        "@hourly" => "0 * * * *",
        "@daily" or "@midnight" => "0 0 * * *",
        "@weekly" => "0 0 * * 0",
        "@monthly" => "0 0 1 * *",
        _ => null,
    };

    private static string Week(int minute) => Night(minute / WeekDays, FormattableString.Invariant($"{minute % WeekDays}"));

    private static string Night(int minute, string weekDay) => FormattableString.Invariant($"{minute % Minutes} {FirstNightHour + (minute / Minutes)} * * {weekDay}");

    // The same in every process and on every machine.
    private static int Spread(string key, int count) => (int)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key))) % (ulong)count);

    private static ScanFailure NoSchedule(string word)
        => NearestName.Find(word, Words) is { } near ? new ScanFailure(FailureKind.Refused, $"'{DisplayText.Clean(word, Shown)}' is no schedule; did you mean {near}?")
            : new ScanFailure(
                FailureKind.Refused,
                $"'{DisplayText.Clean(word, Shown)}' is no schedule; write hourly, nightly, weekly, @daily, or crontab's five fields (minute, hour, day, month, day of the week), such as 30 3 * * *");
}
