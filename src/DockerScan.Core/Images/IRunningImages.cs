namespace DockerScan.Core.Images;

/// <summary>What the container engine runs, of others: our own containers are left out.</summary>
public interface IRunningImages
{
    /// <summary>The most images that are told of at once.</summary>
    const int MaxImages = 200;

    /// <summary>Each image that a container runs now, once, by name; the first <see cref="MaxImages"/>.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    Task<RunningImages> ListAsync(CancellationToken cancellationToken);
}

/// <summary>What runs.</summary>
/// <param name="Images">The images that a registry is known to have.</param>
/// <param name="LeftOut">Names of those that none is known to have, built here or imported; they cannot be looked up.</param>
/// <param name="IsCut">True when more run than are told of.</param>
public sealed record RunningImages(IReadOnlyList<RunningImage> Images, IReadOnlyList<string> LeftOut, bool IsCut);

/// <summary>An image that runs.</summary>
/// <param name="Name">As its container was started with: without a digest, unless that is all it was started with.</param>
/// <param name="Image">The same with the digest that runs, which the tag may have left since.</param>
/// <param name="Platform">Its platform.</param>
public sealed record RunningImage(string Name, ImageReference Image, ImagePlatform Platform);
