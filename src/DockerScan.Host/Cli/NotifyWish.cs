using DockerScan.Core;

namespace DockerScan.Host.Cli;

/// <summary>What a person asked of a sample card.</summary>
/// <param name="Channel">Where to; null where nothing is sent.</param>
/// <param name="On">The platform; null for the one that is switched on.</param>
/// <param name="Language">The card's.</param>
internal sealed record NotifyWish(string? Channel, string? On, ReportLanguage Language);
