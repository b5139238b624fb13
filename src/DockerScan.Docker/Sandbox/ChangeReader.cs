using System.Text.Json;
using DockerScan.Core.Content;
using DockerScan.Core.Sandbox;

namespace DockerScan.Docker.Sandbox;

/// <summary>Reads the engine's list of changed paths as it comes, and keeps a bounded part of it.</summary>
/// <remarks>No folder at the root takes more than its share while others want theirs: a million files in one must not hide one in another.</remarks>
internal sealed class ChangeReader(int maxPaths, PlantedFiles planted)
{
    private const int FirstBufferBytes = 64 << 10;
    // One path with every character escaped; the kernel allows 4,096 bytes, deeper trees some more.
    private const int MaxTokenBytes = 1 << 20;
    private const long MaxBytes = 512L << 20;

    private readonly List<SandboxChange> _kept = [];
    private readonly List<SandboxChange> _spare = [];
    private readonly FolderShares _shares = new(Math.Max(1, maxPaths / 4));
    private string? _property;
    private string? _path;
    private int _kind;
    private int _total;

    /// <summary>Reads to the end, or to the bound of bytes; then there is at least one more than was counted.</summary>
    /// <exception cref="InvalidDataException">It is not what an engine sends.</exception>
    public async Task<SandboxChanges> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[FirstBufferBytes];
        var filled = 0;
        var state = new JsonReaderState();
        for (var bytes = 0L; bytes < MaxBytes;)
        {
            var count = await body.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            bytes += count;
            filled += count;
            var used = Feed(buffer.AsSpan(0, filled), count == 0, ref state);
            if (count == 0)
            {
                return Result();
            }

            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, filled < MaxTokenBytes ? filled * 2 : throw new InvalidDataException("a changed path is too long"));
            }
        }

        _total++;
        return Result();
    }

    private static string KindName(int kind)
        => kind switch
        {
            0 => "changed",
            1 => "added",
            2 => "deleted",
            _ => throw new InvalidDataException("a change is of a kind that is not known"),
        };

    private int Feed(ReadOnlySpan<byte> bytes, bool isLast, ref JsonReaderState state)
    {
        var reader = new Utf8JsonReader(bytes, isLast, state);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    (_path, _kind) = (null, -1);
                    break;
                case JsonTokenType.PropertyName:
                    _property = reader.GetString();
                    break;
                case JsonTokenType.String when _property == "Path":
                    _path = reader.GetString();
                    break;
                case JsonTokenType.Number when _property == "Kind":
                    _kind = reader.GetInt32();
                    break;
                case JsonTokenType.EndObject:
                    Add(_path ?? throw new InvalidDataException("a change has no path"), KindName(_kind));
                    break;
                default:
                    break;
            }
        }

        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    private void Add(string path, string kind)
    {
        if ((kind == "added" && planted.Made.Contains(path)) || (kind == "changed" && planted.Touched.Contains(path)))
        {
            return;
        }

        _total++;
        if (path.Length > ImagePath.MaxLength)
        {
            path = path[..ImagePath.MaxLength];
        }

        var list = _shares.Take(path) ? _kept : _spare;
        if (list.Count < maxPaths)
        {
            list.Add(new SandboxChange(path, kind));
        }
    }

    private SandboxChanges Result()
        => new([.. _kept.Concat(_spare).Take(maxPaths)], _total);
}
