using System.Reflection;
using DockerScan.Core;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Fakes;

/// <summary>A port that cannot be reached while somebody says so, and is the real one otherwise.</summary>
public class CutOff : DispatchProxy
{
    private object? _port;
    private Func<bool>? _isCut;

    /// <summary>Puts it before the port that is registered.</summary>
    public static void Before<T>(IServiceCollection services, Func<bool> isCut)
        where T : class
    {
        var real = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(real);
        services.AddSingleton(provider =>
        {
            var proxy = Create<T, CutOff>();
            var cut = (CutOff)(object)proxy;
            (cut._port, cut._isCut) = (ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), isCut);
            return proxy;
        });
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        => _isCut!() ? throw new EngineException(new ScanFailure(FailureKind.Internal, "the store cannot be reached"))
            : targetMethod!.Invoke(_port, BindingFlags.DoNotWrapExceptions, null, args, null);
}
