using System.Security.Cryptography;
using DockerScan.Core.Health;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Scanners.Sandbox.Places;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Sandbox;

/// <summary>Registers the sandbox.</summary>
public static class SandboxServiceCollectionExtensions
{
    /// <summary>Adds the scanner that starts the image and watches it. Needs an <see cref="Core.Sandbox.ISandboxEngine"/>.</summary>
    public static IServiceCollection AddSandboxScanner(this IServiceCollection services)
    {
        services.AddOptions<SandboxOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SandboxOptions>, SandboxOptionsValidator>());
        services.AddBehaviorAnalysis(provider => provider.GetRequiredService<IOptions<SandboxOptions>>().Value.BehaviorPath);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SentinelFile>();
        services.TryAddSingleton<PrivateKeyMaker>(SecretForms.PrivateKey);
        services.TryAddSingleton<PrivateKeysAhead>();
        services.TryAddSingleton<NumberDraw>(RandomNumberGenerator.GetInt32);
        services.TryAddSingleton<SandboxSpecs>();
        services.TryAddSingleton<IMachine>(new LinuxMachine());
        services.TryAddSingleton<SandboxPlaces>();
        services.TryAddSingleton<SandboxRemoval>();
        services.TryAddSingleton<SandboxRunner>();
        services.TryAddSingleton<Aftermath>();
        services.TryAddSingleton<CaptureTaker>();
        services.TryAddSingleton<KeptProof>();
        services.TryAddSingleton<SelfTest>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, SandboxProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IImageScanner, SandboxScanner>());
        return services;
    }

    /// <summary>Keeps the proof of the sandbox in a file, so that not each process has to run the self-test.</summary>
    public static IServiceCollection AddSandboxProof(this IServiceCollection services, string path)
    {
        services.AddOptions<SandboxOptions>().PostConfigure(options => options.ProofPath = path);
        return services;
    }
}
