using System.Text;
using System.Text.RegularExpressions;

namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>
/// Reads what Go (1.18 and newer) writes of a program's modules into it, as <c>go version -m</c> shows it. The file is not trusted:
/// every length is bounded, and what does not read as such a list is passed over.
/// </summary>
/// <remarks>Form: debug/buildinfo of Go: 16 bytes at a multiple of 16, then at 32 two strings with their lengths as varints.</remarks>
internal static partial class GoBuildInfo
{
    private const int Chunk = 1 << 20;
    private const int Align = 16;
    private const int HeaderBytes = 32;
    private const int FlagsAt = 15;
    private const int InlineStrings = 2;
    private const int MarkBytes = 16;
    private const int MaxVersion = 256;
    private const int MaxModules = 512 * 1024;

    // A Go program that reads others (Trivy does) has the mark among its constants too, where no list follows.
    private const int MaxCandidates = 64;

    /// <summary>The list, one module or build setting a line; null when there is none.</summary>
    public static async Task<string?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (buffer, candidates) = (new byte[Chunk], 0);
        for (long start = 0; start < stream.Length; start += Chunk)
        {
            stream.Position = start;
            var length = await stream.ReadAtLeastAsync(buffer, Chunk, throwOnEndOfStream: false, cancellationToken);
            for (var at = Next(buffer.AsSpan(0, length), 0); at >= 0; at = Next(buffer.AsSpan(0, length), at + Align))
            {
                if (++candidates > MaxCandidates)
                {
                    return null;
                }

                if (await ListAsync(stream, start + at, cancellationToken) is { } list)
                {
                    return list;
                }
            }
        }

        return null;
    }

    /// <summary>Trivy's version in such a list, without its v; null when it is not told, as in a build from a work tree.</summary>
    public static string? TrivyVersion(string modules)
    {
        foreach (var line in modules.Split('\n'))
        {
            if (Module().Match(line) is { Success: true } module && module.Groups["version"].Value is var version && version != "0.0.0" && !version.StartsWith("0.0.0-", StringComparison.Ordinal))
            {
                return version;
            }
        }

        return Linked().Match(modules) is { Success: true } linked ? linked.Groups["version"].Value : null;
    }

    // A byte 0xff stands before it.
    private static ReadOnlySpan<byte> Mark => " Go buildinf:"u8;

    private static int Next(ReadOnlySpan<byte> bytes, int from)
    {
        while (from < bytes.Length)
        {
            var found = bytes[from..].IndexOf(Mark);
            if (found < 0)
            {
                return -1;
            }

            var at = from + found - 1;
            if (at >= 0 && at % Align == 0 && bytes[at] == 0xff)
            {
                return at;
            }

            from += found + 1;
        }

        return -1;
    }

    private static async Task<string?> ListAsync(Stream stream, long at, CancellationToken cancellationToken)
    {
        var bytes = new byte[HeaderBytes + MaxVersion + MaxModules + 16];
        stream.Position = at;
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return List(bytes.AsSpan(0, length));
    }

    private static string? List(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= HeaderBytes || (bytes[FlagsAt] & InlineStrings) == 0)
        {
            return null;
        }

        var rest = bytes[HeaderBytes..];
        return TryTake(ref rest, MaxVersion, out var version) && (version.StartsWith("go"u8) || version.StartsWith("devel"u8))
            && TryTake(ref rest, MaxModules, out var modules) && modules.Length > 2 * MarkBytes && modules[^(MarkBytes + 1)] == (byte)'\n'
            ? Encoding.UTF8.GetString(modules[MarkBytes..^MarkBytes])
            : null;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> bytes, int max, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        var (length, shift, at) = (0L, 0, 0);
        while (true)
        {
            if (at >= bytes.Length || shift > 28)
            {
                return false;
            }

            var one = bytes[at++];
            length |= (long)(one & 0x7f) << shift;
            shift += 7;
            if (one < 0x80)
            {
                break;
            }
        }

        if (length > max || length > bytes.Length - at)
        {
            return false;
        }

        taken = bytes.Slice(at, (int)length);
        bytes = bytes[(at + (int)length)..];
        return true;
    }

    [GeneratedRegex(@"\A(?:mod|dep)\tgithub\.com/aquasecurity/trivy\tv(?<version>[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}(?:[-+][0-9A-Za-z.+-]{1,60})?)(?:\t|\z)", RegexOptions.NonBacktracking)]
    private static partial Regex Module();

    [GeneratedRegex(@"github\.com/aquasecurity/trivy/pkg/version(?:/app)?\.ver=v?(?<version>[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}(?:[-+][0-9A-Za-z.+-]{1,60})?)", RegexOptions.NonBacktracking)]
    private static partial Regex Linked();
}
