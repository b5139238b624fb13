using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>Takes a pattern off values as <c>${X#p}</c>, <c>${X##p}</c>, <c>${X%p}</c> and <c>${X%%p}</c> do, as far as the pattern is a text with a star before or behind it.</summary>
internal static class ShellPattern
{
    /// <summary>The values without what the pattern names; as they were, and unknown besides, where it is not one of those.</summary>
    /// <param name="values">The values.</param>
    /// <param name="operation">The operator and the pattern.</param>
    /// <param name="expand">Expands the variables of the pattern.</param>
    public static IReadOnlyList<string> Remove(IReadOnlyList<string> values, string operation, Func<string, string> expand)
    {
        var isEnd = operation[0] == '%';
        var isLongest = operation.Length > 1 && operation[1] == operation[0];
        var pattern = expand(operation[(isLongest ? 2 : 1)..]);
        var text = pattern.Trim('*');
        if (text.AsSpan().ContainsAny("*?[\\") || text.Contains(ShellWord.Unknown, StringComparison.Ordinal))
        {
            return [.. values, ShellWord.UnknownWord];
        }

        return [.. values.Select(value => value.Length > ImagePath.MaxLength ? value : isEnd ? End(value, pattern, text, isLongest) : Beginning(value, pattern, text, isLongest)).Distinct(StringComparer.Ordinal)];
    }

    private static string Beginning(string value, string pattern, string text, bool isLongest)
    {
        if (!pattern.StartsWith('*'))
        {
            return !value.StartsWith(text, StringComparison.Ordinal) ? value : isLongest && pattern.EndsWith('*') ? string.Empty : value[text.Length..];
        }

        if (pattern.EndsWith('*') && isLongest)
        {
            return text.Length == 0 || value.Contains(text, StringComparison.Ordinal) ? string.Empty : value;
        }

        var at = isLongest ? value.LastIndexOf(text, StringComparison.Ordinal) : value.IndexOf(text, StringComparison.Ordinal);
        return at < 0 ? value : value[(at + text.Length)..];
    }

    private static string End(string value, string pattern, string text, bool isLongest)
    {
        if (!pattern.EndsWith('*'))
        {
            return !value.EndsWith(text, StringComparison.Ordinal) ? value : isLongest && pattern.StartsWith('*') ? string.Empty : value[..^text.Length];
        }

        if (pattern.StartsWith('*') && isLongest)
        {
            return text.Length == 0 || value.Contains(text, StringComparison.Ordinal) ? string.Empty : value;
        }

        var at = isLongest ? value.IndexOf(text, StringComparison.Ordinal) : value.LastIndexOf(text, StringComparison.Ordinal);
        return at < 0 ? value : value[..at];
    }
}
