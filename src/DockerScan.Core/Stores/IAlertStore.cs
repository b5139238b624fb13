using DockerScan.Core.Alerts;

namespace DockerScan.Core.Stores;

/// <summary>
/// What watches have told, and the messages that are owed. A book and its run's message are one write; from there a message is brought to the
/// outbox of cards (<see cref="ICardStore"/>) by a step that may be repeated. Safe to use from several processes. Every call throws
/// <see cref="EngineException"/> where the store cannot be used.
/// </summary>
public interface IAlertStore
{
    /// <summary>What a watch has told; an empty book of revision 0 when there is none.</summary>
    Task<AlertBook> ReadAsync(string watch, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps a book as the next revision, with new alerts and alerts that changed, in one write. False, and nothing is written, unless the stored
    /// book is of the revision that <paramref name="book"/> has: somebody else wrote in between.
    /// </summary>
    Task<bool> KeepAsync(AlertBook book, IReadOnlyList<Alert> alerts, CancellationToken cancellationToken);

    /// <summary>Keeps an alert of no one watch, unless the stored one is as new; false then.</summary>
    Task<bool> PutAsync(Alert alert, CancellationToken cancellationToken);

    /// <summary>An alert; null when there is none.</summary>
    Task<Alert?> FindAsync(ScanId id, CancellationToken cancellationToken);

    /// <summary>
    /// Alerts that are not in the outbox as they are now, the oldest first. One of a database alone (<see cref="Alert.Database"/>) not before a time has
    /// passed since it came, and none before its <see cref="Alert.NotBefore"/>, by the store's clock.
    /// </summary>
    /// <param name="most">How many at most.</param>
    /// <param name="gather">That time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<OwedAlert>> ListOwedAsync(int most, TimeSpan gather, CancellationToken cancellationToken);

    /// <summary>An alert is in the outbox with a revision, or with a later one.</summary>
    Task RelayedAsync(ScanId id, int revision, CancellationToken cancellationToken);

    /// <summary>The alerts of watches that tell what one database brought.</summary>
    Task<IReadOnlyList<Alert>> ListByDatabaseAsync(string database, CancellationToken cancellationToken);

    /// <summary>The alerts of watches that wait, or waited, for a moment, the oldest first.</summary>
    Task<IReadOnlyList<Alert>> ListHeldAsync(DateTimeOffset moment, CancellationToken cancellationToken);

    /// <summary>What was decided about a finding, in all watches, and the scan that found it first.</summary>
    Task<FindingStory> FindStoryAsync(string key, CancellationToken cancellationToken);

    /// <summary>Forgets alerts that are older than 60 days, and books of watches that are gone.</summary>
    Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>An alert that is owed.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Relayed">The revision that is in the outbox; -1 for none.</param>
public sealed record OwedAlert(Alert Alert, int Relayed);

/// <summary>What is known of a finding.</summary>
/// <param name="First">The scan that found it first, of those that are kept; null when none did.</param>
/// <param name="Books">The watches in which it was news, with what was decided.</param>
public sealed record FindingStory(ScanId? First, IReadOnlyList<StoryPart> Books);

/// <summary>A finding in a watch.</summary>
/// <param name="WatchId">The watch.</param>
/// <param name="Entry">What was decided.</param>
public sealed record StoryPart(string WatchId, AlertEntry Entry);
