namespace DockerScan.Reporting.Html.Timeline;

/// <summary>One dot: a mark, or several that stand too close to be told apart.</summary>
/// <param name="First">The place of the first.</param>
/// <param name="Last">The place of the last.</param>
/// <param name="FirstMs">The time of the first.</param>
/// <param name="LastMs">The time of the last.</param>
/// <param name="Count">How many they are.</param>
/// <param name="IsSuspicious">True when any is.</param>
internal sealed record TimelineDot(double First, double Last, long FirstMs, long LastMs, int Count, bool IsSuspicious)
{
    /// <summary>Where it is drawn.</summary>
    public double Place => (First + Last) / 2;
}
