namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>What a name says about its value; ordered.</summary>
internal enum NameKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It may be a key or a cookie; the value must look like one.</summary>
    Key,

    /// <summary>A token, a secret or a secret key, with a word behind it that may make it something else.</summary>
    Loose,

    /// <summary>A token, a secret or a secret key.</summary>
    Token,

    /// <summary>A password.</summary>
    Password,
}
