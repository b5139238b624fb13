using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.Scanners.Titles;

/// <summary>Registers titles.</summary>
internal static class TitleServiceCollectionExtensions
{
    /// <summary>Adds a file's titles, and <see cref="IFindingTitles"/> over all of them.</summary>
    public static void AddTitles(this IServiceCollection services, Func<IServiceProvider, IEnumerable<LocalizedText>> load)
    {
        services.AddSingleton(provider => new TitleSource(() => load(provider)));
        services.TryAddSingleton<IFindingTitles, ConfiguredTitles>();
    }
}
