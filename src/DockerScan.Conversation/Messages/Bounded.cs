namespace DockerScan.Conversation.Messages;

/// <summary>Bounds for lists whose length something hostile may choose.</summary>
internal static class Bounded
{
    public static IReadOnlyList<T> List<T>(IEnumerable<T> items, int count) => [.. items.Take(count)];
}
