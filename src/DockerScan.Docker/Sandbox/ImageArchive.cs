using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace DockerScan.Docker.Sandbox;

/// <summary>Writes images in the form that <c>docker load</c> reads. The same content gives the same bytes, and so the same image.</summary>
internal static class ImageArchive
{
    public static string Digest(ReadOnlySpan<byte> bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>An archive of one image.</summary>
    /// <param name="configuration">Its configuration, as bytes: their digest is its id.</param>
    /// <param name="tag">Its name, or null for none.</param>
    /// <param name="layers">Its layers. One that the engine has already may be null.</param>
    public static MemoryStream Write(byte[] configuration, string? tag, IReadOnlyList<byte[]?> layers)
    {
        var name = Digest(configuration)["sha256:".Length..] + ".json";
        var manifest = new JsonArray(new JsonObject
        {
            ["Config"] = name,
            ["RepoTags"] = tag is null ? null : new JsonArray(tag),
            ["Layers"] = new JsonArray([.. Enumerable.Range(0, layers.Count).Select(index => (JsonNode)LayerName(index))]),
        });
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(File(name, configuration));
            for (var index = 0; index < layers.Count; index++)
            {
                if (layers[index] is { } layer)
                {
                    tar.WriteEntry(File(LayerName(index), layer));
                }
            }

            tar.WriteEntry(File("manifest.json", System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString())));
        }

        stream.Position = 0;
        return stream;
    }

    public static UstarTarEntry File(string name, byte[] content, int mode = 0b110_100_100)
        => new(TarEntryType.RegularFile, name)
        {
            DataStream = new MemoryStream(content, writable: false),
            Mode = (UnixFileMode)mode,
            ModificationTime = DateTimeOffset.UnixEpoch,
        };

    private static string LayerName(int index) => FormattableString.Invariant($"{index}.tar");
}
