using System.Buffers.Text;
using DockerScan.Core.Content;

namespace DockerScan.Docker.Files;

/// <summary>What the extension headers (PAX, GNU long names) before an entry say of it.</summary>
internal sealed class TarExtensions
{
    public string? Name { get; private set; }

    public string? LinkName { get; private set; }

    public long? Size { get; private set; }

    public long? Uid { get; private set; }

    public long? Gid { get; private set; }

    public bool HasCapabilities { get; private set; }

    public void SetLongName(ReadOnlySpan<byte> content) => Name = Text(content);

    public void SetLongLink(ReadOnlySpan<byte> content) => LinkName = Text(content);

    /// <summary>Reads PAX records: <c>LENGTH KEY=VALUE\n</c>, where the length counts itself and the line end.</summary>
    /// <exception cref="InvalidDataException">They are malformed.</exception>
    public void ReadPax(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty && records[0] != 0)
        {
            if (!Utf8Parser.TryParse(records, out int length, out var digits)
                || length <= digits + 1 || length > records.Length || records[digits] != ' ' || records[length - 1] != '\n')
            {
                throw new InvalidDataException("a PAX record is malformed");
            }

            var record = records[(digits + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals < 0)
            {
                throw new InvalidDataException("a PAX record has no value");
            }

            Set(record[..equals], record[(equals + 1)..]);
            records = records[length..];
        }
    }

    private static string Text(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)0);
        return PathBytes.Decode(end < 0 ? content : content[..end]);
    }

    private static long Number(ReadOnlySpan<byte> value)
        => Utf8Parser.TryParse(value, out long number, out var used) && used == value.Length && number >= 0
            ? number
            : throw new InvalidDataException("a PAX number is malformed");

    private void Set(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("path"u8))
        {
            Name = Text(value);
        }
        else if (key.SequenceEqual("linkpath"u8))
        {
            LinkName = Text(value);
        }
        else if (key.SequenceEqual("size"u8))
        {
            Size = Number(value);
        }
        else if (key.SequenceEqual("uid"u8))
        {
            Uid = Number(value);
        }
        else if (key.SequenceEqual("gid"u8))
        {
            Gid = Number(value);
        }
        else if (key.SequenceEqual("SCHILY.xattr.security.capability"u8))
        {
            HasCapabilities = true;
        }
    }
}

/// <summary>What an archive says of one entry, unchecked.</summary>
/// <param name="Name">The raw name.</param>
/// <param name="Type">The type flag, <c>'0'</c> for a regular file.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="Uid">The owner's number; at most <see cref="int.MaxValue"/>.</param>
/// <param name="Gid">The group's number; at most <see cref="int.MaxValue"/>.</param>
/// <param name="Size">How many bytes of content follow.</param>
/// <param name="LinkName">The raw target of a link, else empty.</param>
/// <param name="HasCapabilities">True when it carries <c>security.capability</c>.</param>
internal sealed record TarEntryHeader(
    string Name, char Type, int Mode, int Uid, int Gid, long Size, string LinkName, bool HasCapabilities)
{
    /// <summary>True for a regular file, whatever the flavour of the archive.</summary>
    public bool IsFile => Type is '0' or '\0' or '7';
}
