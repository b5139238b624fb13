namespace DockerScan.Host.Tests.Browser;

/// <summary>What the linked browser asks of a test framework, which this program has none of.</summary>
internal static class Assert
{
    public static void Null(string? fault)
    {
        if (fault is not null)
        {
            throw new InvalidOperationException(fault);
        }
    }
}
