namespace DockerScan.Scanners.Autorun.Elf;

/// <summary>Shannon entropy of bytes.</summary>
internal static class Entropy
{
    /// <summary>Bits per byte, 0 to 8. Machine code lies near 6; compressed or encrypted bytes above 7.2 (Lyda and Hamrock, IEEE Security and Privacy 5(2), 2007).</summary>
    public static double Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return 0;
        }

        Span<int> counts = stackalloc int[256];
        foreach (var each in bytes)
        {
            counts[each]++;
        }

        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / bytes.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return entropy;
    }
}
