using System.Text;
using System.Text.Json;

namespace DockerScan.Sentinel.Metadata;

/// <summary>A flat JSON object, without reflection.</summary>
internal static class JsonText
{
    public static string Object(params ReadOnlySpan<(string Name, string Value)> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
