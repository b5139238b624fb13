namespace DockerScan.Mongo.Reputations;

/// <summary>Who needs a look-up, and whose turn it is among those that tell as much.</summary>
/// <param name="Name">Who asked for the scan.</param>
/// <param name="Interactive">1 when a person waits, else 0.</param>
/// <param name="Turn">As many as the asker has waiting after the one that is next.</param>
internal sealed record LookupAsker(string Name, int Interactive, long Turn);
