using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace DockerScan.Scanners.Trivy.Report;

/// <summary>Reads a package without keeping what decides nothing, and notes what it does not know: that may decide something.</summary>
internal sealed class TrivyPackageConverter : JsonConverter<TrivyPackage>
{
    private const int MaxMember = 60;

    /// <inheritdoc/>
    public override TrivyPackage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        var package = new TrivyPackage();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            package = Add(package, name, ref reader);
        }

        return package;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TrivyPackage value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        Text(writer, nameof(value.Id), value.Id);
        Text(writer, nameof(value.Name), value.Name);
        Member(writer, nameof(value.Identifier), value.Identifier, TrivyJsonContext.Default.TrivyPackageIdentifier);
        Text(writer, nameof(value.Version), value.Version);
        Text(writer, nameof(value.Release), value.Release);
        Number(writer, nameof(value.Epoch), value.Epoch);
        Text(writer, nameof(value.Arch), value.Arch);
        Text(writer, nameof(value.SrcName), value.SrcName);
        Text(writer, nameof(value.SrcVersion), value.SrcVersion);
        Text(writer, nameof(value.SrcRelease), value.SrcRelease);
        Number(writer, nameof(value.SrcEpoch), value.SrcEpoch);
        Text(writer, nameof(value.FilePath), value.FilePath);
        Member(writer, nameof(value.Layer), value.Layer, TrivyJsonContext.Default.TrivyLayer);
        Text(writer, nameof(value.Beyond), value.Beyond);
        writer.WriteEndObject();
    }

    private static TrivyPackage Add(TrivyPackage package, string name, ref Utf8JsonReader reader)
    {
        switch (name.ToLowerInvariant())
        {
            case "id": return package with { Id = reader.GetString() };
            case "name": return package with { Name = reader.GetString() };
            case "identifier": return package with { Identifier = JsonSerializer.Deserialize(ref reader, TrivyJsonContext.Default.TrivyPackageIdentifier) };
            case "version": return package with { Version = reader.GetString() };
            case "release": return package with { Release = reader.GetString() };
            case "epoch": return package with { Epoch = reader.GetInt32() };
            case "arch": return package with { Arch = reader.GetString() };
            case "srcname": return package with { SrcName = reader.GetString() };
            case "srcversion": return package with { SrcVersion = reader.GetString() };
            case "srcrelease": return package with { SrcRelease = reader.GetString() };
            case "srcepoch": return package with { SrcEpoch = reader.GetInt32() };
            case "filepath": return package with { FilePath = reader.GetString() };
            case "layer": return package with { Layer = JsonSerializer.Deserialize(ref reader, TrivyJsonContext.Default.TrivyLayer) };
            case "beyond": return package with { Beyond = reader.GetString() };

            // What decides nothing: who made it, under which licence, what it needs, where it is written.
            case "maintainer" or "licenses" or "dependson" or "locations" or "installedfiles" or "digest" or "indirect" or "relationship" or "dev" or "analyzedby" or "ref":
                _ = reader.TrySkip();
                return package;
            default:
                _ = reader.TrySkip();
                return package with { Beyond = package.Beyond ?? name[..Math.Min(name.Length, MaxMember)] };
        }
    }

    private static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void Number(Utf8JsonWriter writer, string name, int value)
    {
        if (value != 0)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void Member<T>(Utf8JsonWriter writer, string name, T? value, JsonTypeInfo<T> type)
        where T : class
    {
        if (value is not null)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, value, type);
        }
    }
}
