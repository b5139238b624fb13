using System.Reflection;

namespace DockerScan.Conversation.Tests.Delivery;

/// <summary>Whatever a dead process asks is not asked.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1852", Justification = "a dispatch proxy is derived from at run time")]
internal class Mortal<T> : DispatchProxy
    where T : class
{
    private T _inner = null!;
    private Fate _fate = null!;

    public static T Of(T inner, Fate fate)
    {
        var proxy = Create<T, Mortal<T>>();
        var mortal = (Mortal<T>)(object)proxy;
        (mortal._inner, mortal._fate) = (inner, fate);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (!targetMethod!.ReturnType.IsAssignableTo(typeof(Task)))
        {
            return targetMethod.Invoke(_inner, args);
        }

        var wasDead = _fate.IsDead;
        if (wasDead || _fate.DiesBefore)
        {
            return Died(targetMethod.ReturnType, null);
        }

        var done = (Task)targetMethod.Invoke(_inner, args)!;
        return _fate.DiesBehind ? Died(targetMethod.ReturnType, done) : done;
    }

    private static object Died(Type type, Task? done)
    {
        var name = type.IsGenericType ? nameof(LoseOfAsync) : nameof(LoseAsync);
        var lose = typeof(Mortal<T>).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
        return (type.IsGenericType ? lose.MakeGenericMethod(type.GetGenericArguments()) : lose).Invoke(null, [done])!;
    }

    private static async Task LoseAsync(Task? done)
    {
        await (done ?? Task.CompletedTask);
        throw new DiedException();
    }

    private static async Task<TResult> LoseOfAsync<TResult>(Task? done)
    {
        await (done ?? Task.CompletedTask);
        throw new DiedException();
    }
}
