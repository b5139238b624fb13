using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Alerting;

/// <summary>
/// Remembers channels that are gone, or that the bot was put out of. A watch goes on looking, and tries again with its next message. It is said once,
/// to its owner in person where the platform can, and in another channel of the watch, or where it was made: an owner who has left reads nothing,
/// and no platform says so of a message to them.
/// </summary>
public sealed class LostPlaces(IWatchStore watches, IAlertStore alerts, TimeProvider time)
{
    private const int MaxReason = 120;
    private const string Slack = "slack";

    /// <summary>A message could not be posted there, and never will be.</summary>
    /// <param name="place">Where.</param>
    /// <param name="reason">What the platform said.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task LostAsync(WatchPlace place, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        var now = time.GetUtcNow();
        var lost = new LostPlace(place.Platform, place.Channel, DisplayText.Clean(reason, MaxReason), now);
        foreach (var watch in (await watches.ListAsync(cancellationToken)).Where(watch => watch.Places.Contains(place) && !watch.Lost.Any(each => each.Place == place)))
        {
            var changed = watch with { Lost = [.. watch.Lost, lost] };
            // The message first: who dies between the two says it under the same id.
            if (WhereToTell(changed) is { Count: > 0 } others)
            {
                await alerts.PutAsync(Message(changed, lost, others), cancellationToken);
            }

            await watches.PutAsync(changed, cancellationToken);
        }
    }

    /// <summary>A message of a watch was posted there: whatever was wrong is over.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="place">Where.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task FoundAsync(string watch, WatchPlace place, CancellationToken cancellationToken)
    {
        if (watch.Length > 0 && await watches.FindAsync(watch, cancellationToken) is { Lost.Count: > 0 } known && known.Lost.Any(each => each.Place == place))
        {
            await watches.PutAsync(known with { Lost = [.. known.Lost.Where(each => each.Place != place)] }, cancellationToken);
        }
    }

    // slack:T1/C1/U1: on Slack a person's id is a channel as well.
    private static List<WatchPlace> WhereToTell(Watch watch)
    {
        var parts = watch.Owner.Split(':', 2);
        var owner = parts.Length == 2 ? parts[1].Split('/') : [];
        List<WatchPlace> places = [];
        if (parts[0] == Slack && owner is [_, .., { Length: > 0 } person])
        {
            places.Add(new WatchPlace(Slack, person));
        }

        IEnumerable<WatchPlace> channels = owner.Length == 3 ? watch.Places.Append(new WatchPlace(parts[0], owner[1])) : watch.Places;
        if (channels.FirstOrDefault(place => !watch.Lost.Any(each => each.Place == place)) is { } other)
        {
            places.Add(other);
        }

        return places;
    }

    private static Alert Message(Watch watch, LostPlace lost, IReadOnlyList<WatchPlace> places)
    {
        var run = string.Create(CultureInfo.InvariantCulture, $"lost|{watch.Id}|{lost.Platform}|{lost.Channel}|{lost.Since:yyyy-MM-dd}");
        return new Alert
        {
            // Of no one watch to the store: no book is written with it.
            Id = Alert.IdOf(run), Run = run, WatchId = watch.Id, Image = watch.Name, Kind = AlertKind.Lost, CreatedAt = lost.Since, Places = places, Language = watch.Language,
            Problems = [new AlertProblem($"{lost.Platform} {lost.Channel}", string.Empty, 1, new ScanFailure(FailureKind.Refused, lost.Reason))],
        };
    }
}
