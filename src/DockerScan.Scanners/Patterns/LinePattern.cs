using System.Text.RegularExpressions;

namespace DockerScan.Scanners.Patterns;

/// <summary>
/// A pattern that is matched against hostile text in bounded time. The ordinary engine goes first, because the linear one
/// takes megabytes and tens of milliseconds to build; once a text makes the ordinary one too slow, the linear one, which
/// answers the same, takes over for good.
/// </summary>
internal sealed partial class LinePattern
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Regex _ordinary;
    private readonly Lazy<Regex> _linear;
    private readonly Lazy<RequiredWords> _words;

    /// <exception cref="ArgumentException">The pattern is wrong.</exception>
    /// <exception cref="NotSupportedException">The linear engine does not know look-arounds, atomic groups, conditions and back references.</exception>
    public LinePattern(string pattern)
    {
        if (Unsupported().IsMatch(pattern))
        {
            throw new NotSupportedException("look-arounds, atomic groups, conditions and back references cannot be matched in linear time");
        }

        _ordinary = new Regex(pattern, RegexOptions.CultureInvariant, Patience);
        _linear = new Lazy<Regex>(() => new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        _words = new Lazy<RequiredWords>(() => new RequiredWords(pattern));
    }

    /// <summary>True once a text was too slow for the ordinary engine.</summary>
    internal bool IsLinear => _linear.IsValueCreated;

    /// <summary>False when it matches nowhere in a text, nor in any part of it: what it needs is not in it.</summary>
    public bool CanMatchIn(string text) => _words.Value.AreIn(text);

    public bool IsMatch(string text)
    {
        if (!_words.Value.AreIn(text))
        {
            return false;
        }

        if (_linear.IsValueCreated)
        {
            return _linear.Value.IsMatch(text);
        }

        try
        {
            return _ordinary.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return _linear.Value.IsMatch(text);
        }
    }

    /// <summary>The text without all that matches; each match leaves a blank.</summary>
    public string Remove(string text)
    {
        if (!_linear.IsValueCreated)
        {
            try
            {
                return _ordinary.Replace(text, " ");
            }
            catch (RegexMatchTimeoutException)
            {
                // The linear engine answers.
            }
        }

        return _linear.Value.Replace(text, " ");
    }

    /// <summary>An engine's own answer, the ordinary one's when it is in time, for a test that no match is lost before it.</summary>
    internal bool IsEngineMatch(string text)
    {
        try
        {
            return _ordinary.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return _linear.Value.IsMatch(text);
        }
    }

    /// <summary>The linear engine's own answer, for a test that both agree.</summary>
    internal bool IsLinearMatch(string text) => _linear.Value.IsMatch(text);

    // An escaped backslash before them makes them ordinary text; the pairs are eaten first.
    [GeneratedRegex(@"^(?:[^\\(]|\\[^1-9k]|\((?!\?(?:[=!>(]|<[=!])))*(?:\\[1-9k]|\(\?(?:[=!>(]|<[=!]))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unsupported();
}
