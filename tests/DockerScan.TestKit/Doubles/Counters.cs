using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.TestKit.Doubles;

/// <summary>Puts counters before parts that are registered.</summary>
public static class Counters
{
    /// <summary>Puts one before a part.</summary>
    /// <returns>Its calls, by its members' names.</returns>
    public static ConcurrentDictionary<string, int> Before<T>(IServiceCollection services)
        where T : class
    {
        var calls = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var inner = services.Last(each => each.ServiceType == typeof(T));
        services.Remove(inner);
        services.AddSingleton(provider =>
        {
            var counter = DispatchProxy.Create<T, Counted<T>>();
            ((Counted<T>)(object)counter).Calls = calls;
            ((Counted<T>)(object)counter).Inner
                = (T)(inner.ImplementationInstance ?? inner.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!));
            return counter;
        });
        return calls;
    }
}
