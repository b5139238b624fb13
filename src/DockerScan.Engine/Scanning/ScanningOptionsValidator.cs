using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Scanning;

/// <summary>What stands at the keys themselves, and no more.</summary>
[OptionsValidator]
internal sealed partial class ScanningOptionsValidator : IValidateOptions<ScanningOptions>;
