using DockerScan.Web;

namespace DockerScan.Host.Web;

/// <summary>The pages within the listener.</summary>
internal static class WebParts
{
    /// <summary>Adds the pages with what they need of the host.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
        => services.AddSingleton<WebAccess>().AddSingleton<IWebAccess>(provider => provider.GetRequiredService<WebAccess>()).AddSingleton<IHealthView, HealthView>().AddWebPages();
}
