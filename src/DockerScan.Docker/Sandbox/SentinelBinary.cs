using System.Buffers.Binary;
using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using DockerScan.Core;

namespace DockerScan.Docker.Sandbox;

/// <summary>The sentinel's binary and the image that is made of it.</summary>
internal sealed class SentinelBinary
{
    /// <summary>The label with the binary's digest.</summary>
    public const string Label = "dev.dockerscan.sentinel";

    private const string Repository = "dockerscan/sentinel";
    private const int ShortLength = 12;
    private const long MaxBytes = 64L << 20;
    private const int ElfHeaderBytes = 20;

    private SentinelBinary(byte[] content, string binaryPath)
    {
        Content = content;
        Layer = MakeLayer(content, binaryPath);
        LayerDigest = ImageArchive.Digest(Layer);
        var digest = ImageArchive.Digest(content)["sha256:".Length..];
        Tag = $"{Repository}:{digest[..ShortLength]}";
        Configuration = MakeConfiguration(Architecture(content), binaryPath, digest, LayerDigest);
    }

    public byte[] Content { get; }

    /// <summary>The image's name; another content has another.</summary>
    public string Tag { get; }

    /// <summary>The image's only layer.</summary>
    public byte[] Layer { get; }

    /// <summary>What the engine must say its only layer is. A name and a label can be anybody's; this cannot.</summary>
    public string LayerDigest { get; }

    public byte[] Configuration { get; }

    /// <exception cref="EngineException">It is not there or no program.</exception>
    public static async Task<SentinelBinary> ReadAsync(string path, string binaryPath, CancellationToken cancellationToken)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > ElfHeaderBytes and <= MaxBytes }
                ? new SentinelBinary(await File.ReadAllBytesAsync(path, cancellationToken), binaryPath)
                : throw Failed($"there is no program at {DisplayText.Clean(path, 200)}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed($"{DisplayText.Clean(path, 200)} cannot be read", exception);
        }
    }

    private static EngineException Failed(string why, Exception? inner = null)
        => new(new ScanFailure(FailureKind.Internal, $"The sandbox needs the sentinel's binary, but {why}; build it with ./run.sh"), inner);

    // The image must name the platform, and the host's need not be the engine's: the binary knows.
    private static string Architecture(ReadOnlySpan<byte> elf)
        => !elf.StartsWith("\u007fELF"u8)
            ? throw Failed("it is no Linux program")
            : BinaryPrimitives.ReadUInt16LittleEndian(elf[18..]) switch
            {
                0x3E => "amd64",
                0xB7 => "arm64",
                var machine => throw Failed(FormattableString.Invariant($"it is for machine {machine}, which is not known here")),
            };

    private static byte[] MakeLayer(byte[] content, string binaryPath)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "evidence/")
            {
                Mode = (UnixFileMode)0b111_000_000,
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
            tar.WriteEntry(ImageArchive.File(binaryPath[1..], content, 0b101_101_101));
        }

        return stream.ToArray();
    }

    private static byte[] MakeConfiguration(string architecture, string binaryPath, string digest, string layer)
        => Encoding.UTF8.GetBytes(new JsonObject
        {
            ["architecture"] = architecture,
            ["os"] = "linux",
            ["created"] = "1970-01-01T00:00:00Z",
            ["config"] = new JsonObject
            {
                ["Entrypoint"] = new JsonArray(binaryPath),
                ["Labels"] = new JsonObject { [Label] = digest },
            },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(layer) },
        }.ToJsonString());
}
