using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Acme;

/// <summary>What stands at the keys themselves, and no more.</summary>
[OptionsValidator]
internal sealed partial class AcmeOptionsValidator : IValidateOptions<AcmeOptions>;
