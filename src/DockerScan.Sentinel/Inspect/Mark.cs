namespace DockerScan.Sentinel.Inspect;

/// <summary>A number that stands for bytes of the target, so that tables stay small however long its texts are. FNV-1a with a start it cannot know.</summary>
internal static class Mark
{
    private const ulong Prime = 1_099_511_628_211;

    private static readonly ulong Start = MakeStart();

    public static ulong Of(ReadOnlySpan<byte> bytes) => Add(Start, bytes);

    public static ulong Add(ulong mark, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            mark = (mark ^ b) * Prime;
        }

        return mark ^ (mark >> 29);
    }

    public static ulong Add(ulong mark, ulong value)
    {
        mark = (mark ^ value) * Prime;
        return (mark ^ (mark >> 32)) * Prime;
    }

    private static ulong MakeStart()
    {
        Span<byte> bytes = stackalloc byte[8];
        Random.Shared.NextBytes(bytes);
        return BitConverter.ToUInt64(bytes);
    }
}
