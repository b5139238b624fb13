using DockerScan.Core;
using DockerScan.Core.Artifacts;
using DockerScan.Core.Health;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Tests.Trivy.Systems;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Scanners.Tests.Trivy;

public sealed class TrivyServiceCollectionExtensionsTests
{
    [Fact]
    public void AddTrivyScanner_Twice_GivesOneOfEach()
    {
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<IIdGenerator, TestIds>();
        services.AddSingleton<IArtifactSource, FakeArtifacts>();
        services.AddSingleton(TestChecklist.Create());
        services.AddTrivyScanner().AddTrivyScanner().Configure<TrivyOptions>(options => (options.CacheDirectory, options.SystemsPath) = ("/data", TestSystems.Path));

        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.Equal("trivy", Assert.Single(provider.GetServices<IImageScanner>()).Id);
        Assert.Equal(["TrivyHealthProbe", "TrivyServerHealthProbe"], provider.GetServices<IHealthProbe>().Select(probe => probe.GetType().Name));
        Assert.Single(provider.GetServices<ITrivyServerKeeper>());
        Assert.Single(provider.GetServices<IPackageMatcher>());
        Assert.Single(provider.GetServices<IDatabaseRefresh>());
    }
}
