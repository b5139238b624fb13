namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>What a value is, as far as its name and form tell; ordered.</summary>
internal enum SecretGrade
{
    /// <summary>No secret: empty, a reference, a path, a switch, a placeholder and the like.</summary>
    None,

    /// <summary>A password that everybody knows, because it is a usual default.</summary>
    WellKnown,

    /// <summary>It looks random, and nothing says what it is.</summary>
    LooksRandom,

    /// <summary>Its name says secret, and its value is none of those that are none.</summary>
    Named,

    /// <summary>Its form is that of a known kind of token or key.</summary>
    KnownForm,
}
