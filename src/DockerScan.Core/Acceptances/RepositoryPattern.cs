using System.Buffers;

namespace DockerScan.Core.Acceptances;

/// <summary>
/// Names of repositories as a person writes them: <c>*</c> stands for anything but a slash, <c>**</c> for anything, <c>?</c> for one character
/// that is no slash. Docker Hub's are found by their short names too, so <c>redis</c> and <c>acme/*</c> mean what Docker shows.
/// </summary>
/// <remarks>Matched without backtracking into more than one star at a time: the work is at most length by length, and both are bounded.</remarks>
public static class RepositoryPattern
{
    /// <summary>The longest, in UTF-16 units.</summary>
    public const int MaxLength = 255;

    private const string Hub = "docker.io/";
    private const string Official = "docker.io/library/";
    private static readonly SearchValues<char> Wild = SearchValues.Create("*?");
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:*?");

    /// <summary>True for one that may mean more than one repository.</summary>
    public static bool IsWild(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return pattern.AsSpan().ContainsAny(Wild);
    }

    /// <summary>True for what can be a name or a pattern.</summary>
    public static bool IsValid(string? pattern) => pattern is { Length: > 0 and <= MaxLength } && !pattern.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Whether a repository, by its whole name, is meant.</summary>
    public static bool Matches(string pattern, string repository)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(repository);
        if (Same(pattern, repository))
        {
            return true;
        }

        return repository.StartsWith(Official, StringComparison.Ordinal) ? Same(pattern, repository.AsSpan(Official.Length)) || Same(pattern, repository.AsSpan(Hub.Length))
            : repository.StartsWith(Hub, StringComparison.Ordinal) && Same(pattern, repository.AsSpan(Hub.Length));
    }

    private static bool Same(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // Where each position of the pattern may stand in the name after what was read: one row of a table, length by length at most.
        var wild = pattern.IndexOfAny(Wild);
        if (wild < 0 || name.Length < wild || !pattern[..wild].SequenceEqual(name[..wild]))
        {
            return wild < 0 && pattern.SequenceEqual(name);
        }

        return Wildly(pattern[wild..], name[wild..]);
    }

    private static bool Wildly(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        Span<bool> reached = stackalloc bool[MaxLength + 1];
        Span<bool> next = stackalloc bool[MaxLength + 1];
        if (name.Length > MaxLength)
        {
            return false;
        }

        reached[0] = true;
        for (var i = 0; i < pattern.Length; i++)
        {
            var isStar = pattern[i] == '*';
            var isAny = isStar && i + 1 < pattern.Length && pattern[i + 1] == '*';
            next.Clear();
            for (var at = 0; at <= name.Length; at++)
            {
                if (isStar)
                {
                    next[at] = reached[at] || (at > 0 && next[at - 1] && (isAny || name[at - 1] != '/'));
                }
                else
                {
                    next[at] = at > 0 && reached[at - 1] && (pattern[i] == '?' ? name[at - 1] != '/' : pattern[i] == name[at - 1]);
                }
            }

            i += isAny ? 1 : 0;
            next.CopyTo(reached);
        }

        return reached[name.Length];
    }
}
