namespace DockerScan.Core.Stores;

/// <summary>A signed request that was taken.</summary>
/// <param name="Key">What tells it from every other: of its signature, at most 128 characters.</param>
/// <param name="Until">From then on its own time refuses it.</param>
public sealed record SeenRequest(string Key, DateTimeOffset Until);
