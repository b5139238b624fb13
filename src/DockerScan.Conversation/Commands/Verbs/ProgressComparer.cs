using System.Diagnostics.CodeAnalysis;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary>Equal when the cards would be.</summary>
internal sealed class ProgressComparer : IEqualityComparer<ScanProgress>
{
    private ProgressComparer()
    {
    }

    public static ProgressComparer Instance { get; } = new();

    public bool Equals(ScanProgress? x, ScanProgress? y)
        => ReferenceEquals(x, y)
            || (x is not null && y is not null && x.Phase == y.Phase && x.QueuePosition == y.QueuePosition && x.Stages.SequenceEqual(y.Stages));

    public int GetHashCode([DisallowNull] ScanProgress obj) => HashCode.Combine(obj.Phase, obj.QueuePosition, obj.Stages.Count);
}
