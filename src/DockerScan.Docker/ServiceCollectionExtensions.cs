using DockerScan.Core.Health;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Docker.Connection;
using DockerScan.Docker.Files;
using DockerScan.Docker.Images;
using DockerScan.Docker.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Docker;

/// <summary>Registers the container engine.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers <see cref="IImageEngine"/>, <see cref="IRunningImages"/> and the health probe. Needs an <see cref="IRegistryCredentials"/> and logging.</summary>
    public static IServiceCollection AddDocker(this IServiceCollection services)
    {
        services.AddOptions<DockerOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DockerOptions>, DockerOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, DockerHealthProbe>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DockerConnection>();
        services.TryAddSingleton<IndexCache>();
        services.TryAddSingleton<ImageLookup>();
        services.TryAddSingleton<EngineAbilities>();
        services.TryAddSingleton<ImagePuller>();
        services.TryAddSingleton<IImageEngine, DockerImageEngine>();
        services.TryAddSingleton<IRunningImages, RunningContainers>();
        return services;
    }

    /// <summary>Marks everything made on the engine with this installation's id, so that several installations can share an engine: a sweep then leaves what others made.</summary>
    public static IServiceCollection AddDockerOwner(this IServiceCollection services, Func<IServiceProvider, string> owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        services.AddOptions<DockerOptions>().PostConfigure<IServiceProvider>((options, provider) => options.Owner = owner(provider));
        return services;
    }

    /// <summary>Keeps the lists of images' files in a folder, so that an image seen before need not be read whole again.</summary>
    public static IServiceCollection AddDockerIndexCache(this IServiceCollection services, string folder)
    {
        services.AddOptions<DockerOptions>().PostConfigure(options => options.IndexCacheDirectory = folder);
        return services;
    }

    /// <summary>Registers <see cref="ISandboxEngine"/>. Needs <see cref="AddDocker"/>, an <see cref="Core.IIdGenerator"/> and logging.</summary>
    /// <param name="services">The services.</param>
    /// <param name="host">The address of the engine that sandboxes run on; null for the main one.</param>
    public static IServiceCollection AddDockerSandbox(this IServiceCollection services, Func<IServiceProvider, string?> host)
    {
        ArgumentNullException.ThrowIfNull(host);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => Connect(provider, host(provider)));
        services.TryAddSingleton(SandboxProgram.Sentinel);
        services.TryAddSingleton<EngineFacts>();
        services.TryAddSingleton<SentinelImage>();
        services.TryAddSingleton<TargetImages>();
        services.TryAddSingleton<SandboxSweep>();
        services.TryAddSingleton<ISandboxEngine, SandboxEngine>();
        return services;
    }

    private static SandboxConnection Connect(IServiceProvider provider, string? host)
    {
        var main = provider.GetRequiredService<DockerConnection>();
        const string setting = "Sandbox:DockerHost";
        if (string.IsNullOrWhiteSpace(host) || DockerEndpoint.Choose(host, setting).Equals(DockerEndpoint.Choose(main.Options.Host)))
        {
            return new SandboxConnection(main, main);
        }

        var separate = new DockerConnection(Options.Create(main.Options.For(host, setting)), provider.GetRequiredService<TimeProvider>());
        return new SandboxConnection(separate, main);
    }
}
