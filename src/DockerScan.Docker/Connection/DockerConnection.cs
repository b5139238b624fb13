using Docker.DotNet;
using DockerScan.Core;
using Microsoft.Extensions.Options;

namespace DockerScan.Docker.Connection;

/// <summary>The one client of the engine. Every call through it ends in a value, a cancellation that the caller asked for, or an <see cref="EngineException"/>.</summary>
internal sealed class DockerConnection(IOptions<DockerOptions> options, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private DockerClient? _client;

    public DockerOptions Options => options.Value;

    public string Address => DockerEndpoint.Choose(Options.Host, Options.HostSetting).ToString();

    /// <summary>A short request, bounded by <see cref="DockerOptions.RequestTimeoutSeconds"/>.</summary>
    public Task<T> CallAsync<T>(string action, Func<IDockerClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        => CallAsync(action, TimeSpan.FromSeconds(Options.RequestTimeoutSeconds), call, cancellationToken);

    /// <summary>A request with its own limit; with <see cref="Timeout.InfiniteTimeSpan"/> only the caller ends it.</summary>
    public async Task<T> CallAsync<T>(
        string action, TimeSpan limit, Func<IDockerClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await call(Client(), linked.Token);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && EngineErrors.IsKnown(exception))
        {
            // A request that is cut off can also end in a broken stream.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception) when (EngineErrors.IsKnown(exception))
        {
            throw EngineErrors.ToEngineException(exception, action, Options.HostSetting);
        }
    }

    public void Dispose() => _client?.Dispose();

    private DockerClient Client()
    {
        lock (_gate)
        {
            // Our own tokens bound each call: the client's single time-out would cut a long pull or export.
            return _client ??= Open();
        }
    }

    private DockerClient Open()
    {
        var endpoint = DockerEndpoint.Choose(Options.Host, Options.HostSetting);
        var builder = new DockerClientBuilder().WithEndpoint(endpoint).WithTimeout(Timeout.InfiniteTimeSpan);
        return EngineCertificates.For(endpoint, Environment.GetEnvironmentVariable(EngineCertificates.Variable)) is { } certificates
            ? certificates.Use(builder).Build()
            : builder.Build();
    }
}
