using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DockerScan.Core.Tags;

/// <summary>A person's pattern against a registry's tags, both hostile: matched in linear time, and bounded before it is built.</summary>
internal sealed class TagPattern
{
    /// <summary>The longest pattern, in UTF-16 units.</summary>
    public const int MaxLength = 200;

    // The linear engine writes a counted repetition out, so their product is what it costs.
    private const int MaxRepetition = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Regex _regex;

    private TagPattern(Regex regex) => _regex = regex;

    /// <summary>False where it is no pattern, or one that has no linear form.</summary>
    public static bool TryCreate(string pattern, [NotNullWhen(true)] out TagPattern? made, out bool isUnsupported)
    {
        (made, isUnsupported) = (null, false);
        if (pattern.Length > MaxLength || IsTooLarge(pattern))
        {
            return false;
        }

        try
        {
            made = new TagPattern(new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience));
            return true;
        }
        catch (NotSupportedException)
        {
            isUnsupported = true;
        }
        catch (ArgumentException)
        {
            // A typing error.
        }

        return false;
    }

    /// <summary>Whether its counted repetitions are more than are written out, whether they stand in each other or not.</summary>
    public static bool IsTooLarge(string pattern)
    {
        var product = 1L;
        for (var at = pattern.IndexOf('{', StringComparison.Ordinal); at >= 0; at = pattern.IndexOf('{', at + 1))
        {
            var end = pattern.IndexOf('}', at);
            var number = end < 0 ? string.Empty : pattern[(at + 1)..end].Split(',').LastOrDefault(part => part.Length > 0) ?? string.Empty;
            if (number.Length > 0 && number.All(char.IsAsciiDigit))
            {
                product *= int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Max(1, count) : MaxRepetition + 1;
            }

            if (product > MaxRepetition)
            {
                return true;
            }
        }

        return false;
    }

    /// <exception cref="RegexMatchTimeoutException">It took too long all the same.</exception>
    public bool IsMatch(string tag) => _regex.IsMatch(tag);
}
