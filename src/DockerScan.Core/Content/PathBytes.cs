using System.Text;
using System.Text.Unicode;

namespace DockerScan.Core.Content;

/// <summary>
/// File names as text without loss: Linux names are bytes, and those that are no UTF-8 (Latin-1, say) would all read the same. Each byte that
/// does not fit stands as one private character, U+F700 and its value; such a character in a name is itself taken as bytes. So two
/// names are equal as text only if they are equal. <see cref="DisplayText"/> shows these characters as U+FFFD.
/// </summary>
public static class PathBytes
{
    /// <summary>What stands for bytes that are lost, in texts of other programs.</summary>
    internal const char Lost = '\uFFFD';

    private const char First = '\uF700';
    private const char Least = '\uF780';
    private const char Last = '\uF7FF';

    /// <summary>The text of a name.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        // The private characters are 0xEF 0x9E 0x80 to 0xEF 0x9F 0xBF.
        if (Utf8.IsValid(bytes) && !bytes.Contains((byte)0xEF))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
            if (status == System.Buffers.OperationStatus.Done && rune.Value is < Least or > Last)
            {
                _ = rune.IsBmp ? text.Append((char)rune.Value) : text.Append(rune.ToString());
            }
            else
            {
                foreach (var part in bytes[..used])
                {
                    text.Append((char)(First + part));
                }
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    /// <summary>Whether a text holds bytes that are no UTF-8.</summary>
    public static bool HasRaw(string text) => text.AsSpan().ContainsAnyInRange(Least, Last);

    /// <summary>A text with every run of such bytes, or of what stands for lost ones, as one U+FFFD: programs differ in how many they write.</summary>
    internal static string Blur(string text)
    {
        var blurred = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var isLost = character is Lost or (>= Least and <= Last);
            if (!isLost || blurred.Length == 0 || blurred[^1] != Lost)
            {
                blurred.Append(isLost ? Lost : character);
            }
        }

        return blurred.ToString();
    }
}
