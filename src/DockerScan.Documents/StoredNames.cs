using System.Text.Json;

namespace DockerScan.Documents;

/// <summary>The names of enumeration members in columns: the same as in the documents.</summary>
public static class StoredNames
{
    public static string Of<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
