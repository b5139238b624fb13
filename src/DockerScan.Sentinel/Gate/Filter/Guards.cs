namespace DockerScan.Sentinel.Gate.Filter;

/// <summary>What keeps the target from its watchers. Off only in a build for tests (<c>-p:SentinelGuards=off</c>), which says so in its first line: the tests of the guards must fail with it.</summary>
internal static class Guards
{
    public static bool AreOn =>
#if SENTINEL_GUARDS_OFF
        false;
#else
        true;
#endif
}
