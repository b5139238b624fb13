using Microsoft.Extensions.Options;

namespace DockerScan.Reporting;

/// <summary>What stands at the keys themselves, and no more.</summary>
[OptionsValidator]
internal sealed partial class ReportingOptionsValidator : IValidateOptions<ReportingOptions>;
