namespace DockerScan.Scanners.Trivy.Languages;

/// <summary>What a program says of itself that nobody lists its parts.</summary>
internal enum ProgramKind
{
    /// <summary>A .NET program with all its assemblies in one file.</summary>
    DotNetBundle,

    /// <summary>Made by Rust's compiler, without the section that cargo-auditable writes.</summary>
    Rust,

    /// <summary>Made by Go's.</summary>
    Go,
}
