using System.Text;
using System.Text.RegularExpressions;
using DockerScan.Core;

namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>Reads Trivy's log lines. They can hold credentials and hostile names: nothing leaves here without being cleaned.</summary>
internal static partial class TrivyMessages
{
    private const int MaxTail = 2000;
    private const int MaxLine = 400;

    private static readonly string[] Names = ["authorization", "password", "passwd", "token", "secret", "apikey", "api_key", "api-key", "bearer", "basic"];

    /// <summary>The end of the log, fit to be kept as evidence.</summary>
    public static string Tail(string log)
    {
        var clean = DisplayText.CleanLines(Redact(log), int.MaxValue).Trim();
        return clean.Length <= MaxTail ? clean : "…" + clean[^(MaxTail - 1)..];
    }

    /// <summary>The last FATAL line, else the last ERROR line, else null.</summary>
    public static string? LastError(string log)
    {
        var lines = Redact(log).Split('\n');
        var line = lines.LastOrDefault(text => Fatal().IsMatch(text)) ?? lines.LastOrDefault(text => Error().IsMatch(text));
        return line is null ? Known(log) : DisplayText.Clean(Prefix().Replace(line, string.Empty).Trim(), MaxLine);
    }

    // Lines of releases that print the reason as information, or the system's own words without a level.
    private static string? Known(string log) => log switch
    {
        _ when log.Contains("no space left on device", StringComparison.OrdinalIgnoreCase) => "no space is left on a disk that it writes to; next step: make room at Trivy:CacheDirectory",
        _ when log.Contains("first run cannot skip downloading", StringComparison.OrdinalIgnoreCase) => "it found no vulnerability database in its cache",
        _ when log.Contains("permission denied", StringComparison.OrdinalIgnoreCase) => "it may not read or write something that it needs; next step: check the rights of Trivy:CacheDirectory and of the engine's socket",
        _ => null,
    };

    /// <summary>True when Trivy's own time limit ended the run.</summary>
    public static bool IsTimeout(string log) => log.Contains("context deadline exceeded", StringComparison.OrdinalIgnoreCase) || log.Contains("Increase --timeout value", StringComparison.OrdinalIgnoreCase);

    // A pattern is built at its first use, which costs a scan some 30 ms, and hardly a log has anything for it.
    private static string Redact(string log)
    {
        var text = WithoutColours(log);
        text = text.Contains("://", StringComparison.Ordinal) && text.Contains('@', StringComparison.Ordinal) ? UserInfo().Replace(text, "://***@") : text;
        return MayHoldCredential(text) ? Credential().Replace(text, "${name}***") : text;
    }

    /// <summary>The log without what a terminal makes colours of.</summary>
    public static string WithoutColours(string log) => log.Contains('\x1b', StringComparison.Ordinal) ? Escape().Replace(log, string.Empty) : log;

    // True wherever the pattern could match, and hardly anywhere else: one of its names with what must follow it. Trivy itself says "secret" in every log.
    private static bool MayHoldCredential(string text)
    {
        // Some letters outside ASCII are taken for letters inside when case is ignored.
        if (!Ascii.IsValid(text))
        {
            return true;
        }

        foreach (var name in Names)
        {
            for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                var rest = text.AsSpan(at + name.Length);
                if ((rest is [var next, ..] && char.IsWhiteSpace(next) && IsScheme(name)) || (rest.StartsWith("\"") ? rest[1..] : rest).TrimStart() is [':' or '=', ..])
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsScheme(string name) => name is "bearer" or "basic";

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]", RegexOptions.NonBacktracking)]
    private static partial Regex Escape();

    [GeneratedRegex(@"://[^/\s@]{1,300}@", RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(?<name>(?:authorization|password|passwd|token|secret|api[_-]?key)""?\s*[:=]\s*""?(?:bearer\s+|basic\s+)?|\b(?:bearer|basic)\s+)[^\s""&,]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Credential();

    [GeneratedRegex(@"\bFATAL\b", RegexOptions.NonBacktracking)]
    private static partial Regex Fatal();

    [GeneratedRegex(@"\bERROR\b", RegexOptions.NonBacktracking)]
    private static partial Regex Error();

    [GeneratedRegex(@"^\S*\s*(?:FATAL|ERROR)\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();
}
