using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;
using Xunit;

namespace DockerScan.TestKit.Stores;

/// <summary>Holds samples complete: a property that somebody adds later must get a value in them, or round trips prove nothing of it.</summary>
internal static class Filled
{
    public static void AssertEveryProperty(object value) => Walk(value, value.GetType().Name);

    private static void Walk(object? value, string path)
    {
        Assert.True(value is not null, $"{path} is null");
        switch (value)
        {
            case string:
                break;
            case IEnumerable items:
                var all = items.Cast<object?>().ToList();
                Assert.True(all.Count > 0, $"{path} is empty");
                all.ForEach(item => Walk(item, path + "[]"));
                break;
            case Enum or bool or DateTimeOffset or TimeSpan:
            case IConvertible:
                Assert.True(!value.Equals(Activator.CreateInstance(value.GetType())), $"{path} has its default value");
                break;
            default:
                WalkProperties(value, path);
                break;
        }
    }

    private static void WalkProperties(object value, string path)
    {
        var type = value.GetType();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>() is null))
        {
            Walk(property.GetValue(value), $"{path}.{property.Name}");
        }
    }
}
