namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>How much of a version tells a release apart from others.</summary>
internal enum ReleasePart
{
    /// <summary>The first word, e.g. <c>24.04</c>.</summary>
    Whole,

    /// <summary>The first two numbers, e.g. <c>3.19</c> of <c>3.19.1</c>.</summary>
    Minor,

    /// <summary>The first number, e.g. <c>12</c> of <c>12.5</c>.</summary>
    Major,

    /// <summary>Nothing: the system is one release that moves on.</summary>
    None,
}
