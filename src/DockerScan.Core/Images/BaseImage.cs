namespace DockerScan.Core.Images;

/// <summary>The image that another was built on.</summary>
/// <param name="Reference">Its name.</param>
/// <param name="Layers">How many of the image's layers are its own, the lowest first; 0 where only a label says that it is the base.</param>
/// <param name="Source">How it is known.</param>
public sealed record BaseImage(ImageReference Reference, int Layers, BaseSource Source)
{
    /// <summary>The label that names an image's base.</summary>
    /// <remarks>OCI image specification, annotations: https://github.com/opencontainers/image-spec/blob/main/annotations.md</remarks>
    public const string Label = "org.opencontainers.image.base.name";

    /// <summary>A newer version of it; null when none was scanned.</summary>
    public NewerBase? Newer { get; init; }

    /// <summary>What the image says of itself, which is its author's word; null when it says nothing that names an image.</summary>
    public static BaseImage? OfLabel(TargetImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.Configuration.Labels.TryGetValue(Label, out var name) && ImageReference.TryParse(name, out var reference, out _) ? new BaseImage(reference, 0, BaseSource.Label) : null;
    }
}

/// <summary>How the base of an image is known.</summary>
public enum BaseSource
{
    /// <summary>Its layers are the lowest layers of the image: it was scanned too.</summary>
    Layers,

    /// <summary>The image says so itself.</summary>
    Label,

    /// <summary>Its layers are the lowest layers of the image: the operator named it.</summary>
    Named,
}
