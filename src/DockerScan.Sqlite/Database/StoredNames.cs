using System.Text.Json;

namespace DockerScan.Sqlite.Database;

/// <summary>The names of enumeration members in columns: the same as in the documents.</summary>
internal static class StoredNames
{
    public static string Of<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
