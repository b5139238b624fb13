namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>
/// The real program, for tests that are about something else than how it is told what it is: that starts it twice, in seconds, and its answer
/// is kept from one test's folder for the next one's.
/// </summary>
internal static class RealTrivy
{
    private static volatile string? _known;

    /// <summary>Its path; skips the test where there is none.</summary>
    public static string Path()
    {
        var path = Environment.GetEnvironmentVariable("DOCKERSCAN_TRIVY");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "DOCKERSCAN_TRIVY names no Trivy");
        return path!;
    }

    /// <summary>Has a bed use it. What is known is of this very file, or the bed asks anew.</summary>
    public static void Use(TrivyBed bed)
    {
        bed.Options.Path = Path();
        if (_known is { } known)
        {
            Directory.CreateDirectory(bed.Paths.Root);
            File.WriteAllText(bed.Paths.ToolFile, known);
        }
    }

    /// <summary>Keeps what a bed was told, before it goes.</summary>
    public static void Keep(TrivyBed bed)
    {
        if (bed.Options.Path == Environment.GetEnvironmentVariable("DOCKERSCAN_TRIVY") && File.Exists(bed.Paths.ToolFile))
        {
            _known = File.ReadAllText(bed.Paths.ToolFile);
        }
    }
}
