using System.Collections.Concurrent;
using System.Reflection;

namespace DockerScan.TestKit.Doubles;

/// <summary>A part with a counter before it.</summary>
public class Counted<T> : DispatchProxy
    where T : class
{
    internal T? Inner { get; set; }

    internal ConcurrentDictionary<string, int> Calls { get; set; } = new(StringComparer.Ordinal);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (!targetMethod!.IsSpecialName)
        {
            Calls.AddOrUpdate(targetMethod.Name, 1, (_, count) => count + 1);
        }

        return targetMethod.Invoke(Inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
    }
}
