using System.Reflection;

namespace DockerScan.Host.Tests;

/// <summary>An event id names one line of the log, in all that runs in one process: who filters by it gets that one.</summary>
public sealed class EventIdsTests
{
    [Fact]
    public void EventIds_OfAllAssemblies_AreUsedOnce()
    {
        var events = Directory.EnumerateFiles(AppContext.BaseDirectory, "DockerScan.*.dll").Where(file => !Path.GetFileName(file).Contains("Test", StringComparison.Ordinal))
            .SelectMany(file => Assembly.LoadFrom(file).GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (Method: $"{method.DeclaringType}.{method.Name}", Id: method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(each => each.Id is not null).ToList();

        Assert.True(events.Count > 80, $"only {events.Count} were found");
        Assert.Empty(events.GroupBy(each => each.Id).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same.Select(each => each.Method))}"));
        Assert.DoesNotContain(events, each => each.Id <= 0);
    }
}
