namespace DockerScan.Host.Web;

/// <summary>Puts <see cref="HostGuard"/> in front of everything that is mapped.</summary>
internal static class HostGuardExtensions
{
    public static IServiceCollection AddHostGuard(this IServiceCollection services) => services.AddSingleton<KnownHosts>().AddSingleton<HostGuard>();

    public static void UseHostGuard(this WebApplication app) => app.Use(app.Services.GetRequiredService<HostGuard>().GuardAsync);
}
