namespace DockerScan.Core.Images;

/// <summary>A newer version of the image that another was built on, which was scanned too.</summary>
/// <param name="Reference">Its name; that of the base itself where its tag has moved on.</param>
public sealed record NewerBase(ImageReference Reference)
{
    /// <summary>
    /// The keys of the findings that the layers of the base brought and the newer one has not. Null where nobody can count: the layers of the base
    /// are not known, or the newer one was compared with an older database, which knows less.
    /// </summary>
    public IReadOnlySet<string>? Removes { get; init; }

    /// <summary>How many vulnerabilities the newer one has that the image has not; 0 where nobody can count.</summary>
    public int Brings { get; init; }
}
