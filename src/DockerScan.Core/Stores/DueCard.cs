namespace DockerScan.Core.Stores;

/// <summary>A card that does not show what it should, in one worker's hand.</summary>
/// <param name="Card">Which.</param>
/// <param name="Shown">The revision of the result that it shows; -1 while it shows a working scan.</param>
/// <param name="ShownAt">Since when; null while it shows a working scan.</param>
/// <param name="Failures">How often it could not be delivered in a row.</param>
public sealed record DueCard(KeptCard Card, int Shown, DateTimeOffset? ShownAt, int Failures);
