using DockerScan.Scanners.Autorun.Signatures;
using DockerScan.Scanners.Sandbox.Analysis.Rules;
using DockerScan.Scanners.Sandbox.Analysis.Settings;
using DockerScan.Scanners.Titles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>Registers the analysis of what the sandbox saw.</summary>
internal static class BehaviorServiceCollectionExtensions
{
    /// <summary>Adds the rules and their settings.</summary>
    /// <param name="services">The services.</param>
    /// <param name="settingsPath">Where <c>behavior.yaml</c> is; a relative path is taken from the program's folder.</param>
    public static void AddBehaviorAnalysis(this IServiceCollection services, Func<IServiceProvider, string> settingsPath)
    {
        services.AddSignatures();
        services.AddTitles(provider => provider.GetRequiredService<BehaviorSet>().Titles);
        services.TryAddSingleton(provider => BehaviorLoader.Load(
            Path.Combine(AppContext.BaseDirectory, settingsPath(provider)), provider.GetRequiredService<SignatureSet>()));
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IBehaviorRule, RootUserRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, ExternalContactRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, DataLeavingRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, TunnelRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, DnsMisuseRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, TcpProcessRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, MinerRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, DosRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, ReverseShellRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, ScanRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, DroppedExecutableRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, PersistenceRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, SharedFilesRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, EscapeAttemptRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, WatcherAttackRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, CredentialAccessRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, CrashRule>(),
            ServiceDescriptor.Singleton<IBehaviorRule, LimitRule>(),
        ]);
        services.TryAddSingleton<BehaviorAnalyzer>();
    }
}
