using System.Globalization;
using DockerScan.Core;

namespace MatchBench;

/// <summary>Ids in their order.</summary>
internal sealed class CountingIds : IIdGenerator
{
    private int _last;

    /// <inheritdoc/>
    public string NewId() => Interlocked.Increment(ref _last).ToString("d10", CultureInfo.InvariantCulture);
}
