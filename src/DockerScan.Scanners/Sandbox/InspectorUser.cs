namespace DockerScan.Scanners.Sandbox;

/// <summary>
/// The number of the user that the inspector becomes: another each time, and never one that the image has anything to do with. Whoever
/// has the same number may signal the inspector.
/// </summary>
internal static class InspectorUser
{
    // High ones, as an engine gives them to nobody; below 65,536, because an engine with user namespaces has no others.
    internal const int First = 50_000;
    internal const int Last = 64_999;

    // Where an image has used all of those.
    internal const int FirstOfAll = 1000;
    internal const int LastOfAll = 65_533;

    /// <param name="taken">The numbers of the image's users, groups and owners of files.</param>
    /// <param name="draw">The source of chance.</param>
    /// <exception cref="SandboxFailedException">The image has every number.</exception>
    public static int Draw(IReadOnlySet<int> taken, NumberDraw draw)
        => Free(First, Last, taken) is { Count: > 0 } high ? high[draw(high.Count)]
            : Free(FirstOfAll, LastOfAll, taken) is { Count: > 0 } any ? any[draw(any.Count)]
            : throw new SandboxFailedException("the image has files or users of every number that its watcher could have");

    private static List<int> Free(int first, int last, IReadOnlySet<int> taken)
        => [.. Enumerable.Range(first, last - first + 1).Where(number => !taken.Contains(number))];
}

/// <summary>Draws a number from 0 to <paramref name="count"/> - 1 that nobody can foresee; tests bring one that they know.</summary>
internal delegate int NumberDraw(int count);
