using DockerScan.Core;
using DockerScan.Core.Watches.Schedules;

namespace DockerScan.Conversation.Tests.Fakes;

/// <summary>Every night at seventeen past two, an hour before UTC.</summary>
internal sealed class FakeSchedules : IWatchSchedules
{
    public static DateTimeOffset First { get; } = new(2026, 12, 1, 2, 17, 0, TimeSpan.FromHours(1));

    public Result<WatchSchedule> Read(string text, string? zone, string spreadKey)
        => text == "never" ? new ScanFailure(FailureKind.Refused, "it never fires") : new WatchSchedule(text, "17 2 * * *", zone ?? "Europe/Berlin");

    public IReadOnlyList<DateTimeOffset> Next(WatchSchedule schedule, DateTimeOffset after, int count) => [.. Enumerable.Range(0, count).Select(day => First.AddDays(day))];

    public DateTimeOffset? Last(WatchSchedule schedule, DateTimeOffset until) => null;
}
