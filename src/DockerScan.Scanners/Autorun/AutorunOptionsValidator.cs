using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Autorun;

/// <summary>What stands at the keys themselves, and no more.</summary>
[OptionsValidator]
internal sealed partial class AutorunOptionsValidator : IValidateOptions<AutorunOptions>;
