using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Docker.Connection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Docker.Tests;

/// <summary>The real engine that DOCKER_HOST names, through the registration that the program uses.</summary>
internal sealed class EngineFixture : IDisposable
{
    private readonly ServiceProvider _services;

    private EngineFixture(IRegistryCredentials credentials, Action<DockerOptions> configure, Action<IServiceCollection>? add)
    {
        var services = new ServiceCollection();
        services.AddSingleton(credentials);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        add?.Invoke(services);
        services.TryAddSingleton<IIdGenerator, RandomIds>();
        services.AddDocker();
        services.Configure(configure);
        _services = services.BuildServiceProvider();
    }

    public IImageEngine Engine => _services.GetRequiredService<IImageEngine>();

    public DockerConnection Connection => _services.GetRequiredService<DockerConnection>();

    public static EngineFixture Open(Action<DockerOptions>? configure = null, Action<IServiceCollection>? add = null)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKER_HOST")))
        {
            Assert.Skip("DOCKER_HOST names no engine");
        }

        return Create(configure, add);
    }

    public static EngineFixture Create(Action<DockerOptions>? configure = null, Action<IServiceCollection>? add = null)
        => new(new NoCredentials(), configure ?? (_ => { }), add);

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    public void Dispose() => _services.Dispose();

    private sealed class RandomIds : IIdGenerator
    {
        public string NewId() => TestImage.NewRepository().Split('/')[1];
    }

    private sealed class NoCredentials : IRegistryCredentials
    {
        public Task<RegistryCredential?> FindAsync(string registry, CancellationToken cancellationToken)
            => Task.FromResult<RegistryCredential?>(null);
    }
}
