using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DockerScan.Scanners.Trivy.Systems;

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

        // A list has thousands of them: one record each.
        string? id = null, name = null, version = null, release = null, arch = null, srcName = null, srcVersion = null, srcRelease = null, filePath = null, beyond = null;
        TrivyPackageIdentifier? identifier = null;
        TrivyLayer? layer = null;
        int epoch = 0, srcEpoch = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString()!;
            reader.Read();
            switch (member.ToLowerInvariant())
            {
                case "id": id = reader.GetString(); break;
                case "name": name = reader.GetString(); break;
                case "identifier": identifier = JsonSerializer.Deserialize(ref reader, TrivyJsonContext.Default.TrivyPackageIdentifier); break;
                case "version": version = reader.GetString(); break;
                case "release": release = reader.GetString(); break;
                case "epoch": epoch = reader.GetInt32(); break;
                case "arch": arch = reader.GetString(); break;
                case "srcname": srcName = reader.GetString(); break;
                case "srcversion": srcVersion = reader.GetString(); break;
                case "srcrelease": srcRelease = reader.GetString(); break;
                case "srcepoch": srcEpoch = reader.GetInt32(); break;
                case "filepath": filePath = reader.GetString(); break;
                case "layer": layer = JsonSerializer.Deserialize(ref reader, TrivyJsonContext.Default.TrivyLayer); break;
                case "beyond": beyond = reader.GetString(); break;

                // What decides nothing: who made it, under which licence, what it needs, where it is written.
                case "maintainer" or "licenses" or "dependson" or "locations" or "installedfiles" or "digest" or "indirect" or "relationship" or "dev" or "analyzedby" or "ref":
                    _ = reader.TrySkip();
                    break;
                default:
                    _ = reader.TrySkip();
                    // The one that something is said of comes before any other.
                    beyond = member == ModularPackages.Label ? member : beyond ?? member[..Math.Min(member.Length, MaxMember)];
                    break;
            }
        }

        return new TrivyPackage
        {
            Id = id,
            Name = name,
            Identifier = identifier,
            Version = version,
            Release = release,
            Epoch = epoch,
            Arch = arch,
            SrcName = srcName,
            SrcVersion = srcVersion,
            SrcRelease = srcRelease,
            SrcEpoch = srcEpoch,
            FilePath = filePath,
            Layer = layer,
            Beyond = beyond,
        };
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
