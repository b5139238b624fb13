using DockerScan.Core.Settings;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Autorun;

/// <summary>How far the autorun scanner follows what an image starts.</summary>
public sealed class AutorunOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Autorun";

    /// <summary>The signatures; a relative path is taken from the program's folder.</summary>
    [Names("a file")]
    public string SignaturesPath { get; set; } = "config/signatures.yaml";

    /// <summary>How many scripts deep, 1 to 32.</summary>
    [Between(1, 32)]
    public int MaxDepth { get; set; } = 8;

    /// <summary>How many files in all, 1 to 10,000.</summary>
    [Between(1, 10_000)]
    public int MaxFiles { get; set; } = 200;

    /// <summary>How much of a script is read, in KiB, 1 to 16,384.</summary>
    [Between(1, 16_384)]
    public int MaxScriptKiB { get; set; } = 1024;

    /// <summary>How much of a binary is kept for its headers, in KiB, 1 to 262,144. The whole file is hashed and searched for marks, up to 512 MiB.</summary>
    [Between(1, 262_144)]
    public int MaxBinaryKiB { get; set; } = 16_384;
}

/// <summary>What stands at the keys themselves, and no more.</summary>
[OptionsValidator]
internal sealed partial class AutorunOptionsValidator : IValidateOptions<AutorunOptions>;
