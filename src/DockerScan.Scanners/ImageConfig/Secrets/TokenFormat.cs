using System.Buffers;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>The form of one kind of token: how it begins and what follows.</summary>
/// <param name="Id">Trivy's name of the rule for it, where it has one.</param>
/// <param name="Prefix">How it begins; capitals count.</param>
/// <param name="Characters">What may follow.</param>
/// <param name="Least">How many of these must follow.</param>
/// <param name="What">What it is.</param>
/// <param name="Severity">How bad it is.</param>
internal sealed record TokenFormat(string Id, string Prefix, SearchValues<char> Characters, int Least, string What, Severity Severity)
{
    /// <summary>A text that must stand behind the prefix, within the characters that follow; null for none.</summary>
    public string? Inside { get; init; }

    /// <summary>True when it begins only where no letter, digit or underscore stands before it.</summary>
    public bool NeedsBoundary { get; init; } = true;

    /// <summary>True when exactly <see cref="Least"/> characters follow.</summary>
    public bool IsExact { get; init; }

    /// <summary>The length of the token at <paramref name="at"/>, where the prefix was found; 0 when it is none.</summary>
    public int LengthAt(ReadOnlySpan<char> text, int at)
    {
        if (NeedsBoundary && at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '_'))
        {
            return 0;
        }

        var rest = text[(at + Prefix.Length)..];
        var run = rest.IndexOfAnyExcept(Characters);
        run = run < 0 ? rest.Length : run;
        var fits = IsExact ? run == Least : run >= Least;
        return fits && (Inside is null || rest[..run].Contains(Inside, StringComparison.Ordinal)) ? Prefix.Length + run : 0;
    }
}
