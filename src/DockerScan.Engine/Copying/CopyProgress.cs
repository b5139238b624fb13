using DockerScan.Core.Stores.Copying;

namespace DockerScan.Engine.Copying;

/// <summary>How far a copy is.</summary>
/// <param name="Step">What is done.</param>
/// <param name="Kind">Of which records.</param>
/// <param name="Done">How many.</param>
/// <param name="Total">Of how many.</param>
public sealed record CopyProgress(CopyStep Step, RecordKind Kind, long Done, long Total);

/// <summary>A step of a copy.</summary>
public enum CopyStep
{
    /// <summary>Records of a kind are read and written.</summary>
    Copying,

    /// <summary>All of a kind are written.</summary>
    Copied,

    /// <summary>All of a kind were read from both stores again, and are alike.</summary>
    Compared,
}

/// <summary>What was copied of a kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How many there are, in both stores.</param>
/// <param name="Were">How many of them an earlier try had copied.</param>
/// <param name="Hash">The hash over all of them, 32 hex digits; of both stores.</param>
public sealed record CopiedKind(RecordKind Kind, long Count, long Were, string Hash);
