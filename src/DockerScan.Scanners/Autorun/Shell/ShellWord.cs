namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>One word of a command after expansion.</summary>
/// <param name="Values">What it may be; <see cref="Unknown"/> stands for a part that is known only at run time.</param>
/// <param name="Splices">When it stands for several words, like <c>"$@"</c>: the lists that it may stand for. Else null.</param>
/// <param name="IsQuoted">True when a quote or backslash was in it, so that it is no keyword.</param>
internal sealed record ShellWord(IReadOnlyList<string> Values, IReadOnlyList<IReadOnlyList<string>>? Splices, bool IsQuoted)
{
    /// <summary>Stands for what is known only at run time. No path holds it.</summary>
    public const char Unknown = '\0';

    /// <summary>A word of which nothing is known.</summary>
    public const string UnknownWord = "\0";

    /// <summary>How many values a word or variable may have; more are not followed.</summary>
    public const int MaxValues = 32;

    /// <summary>The longest word that is kept.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>How many words one word may stand for.</summary>
    public const int MaxSplice = 64;

    /// <summary>The word when it is plain and alone, as keywords are; else null.</summary>
    public string? Plain => !IsQuoted && Splices is null && Values.Count == 1 ? Values[0] : null;
}

/// <summary>What a command is given on its standard input, and whether its output is given on.</summary>
/// <param name="File">The file behind <c>&lt;</c>; null for none.</param>
/// <param name="Text">The text behind <c>&lt;&lt;&lt;</c>; null for none.</param>
/// <param name="IsPiped">True when the next command reads what it writes.</param>
/// <param name="Output">The file behind <c>&gt;</c>; null for none.</param>
internal readonly record struct ShellInput(ShellWord? File, ShellWord? Text, bool IsPiped, ShellWord? Output = null);

/// <summary>What was read of a script.</summary>
/// <param name="Commands">Its commands as words; several for one when its words have several values.</param>
/// <param name="IsCut">True when a bound was met, so that some were not read.</param>
/// <param name="Lost">What is opened and has no end, so that what stands behind it may have been read wrongly; null for nothing.</param>
internal sealed record ShellCommands(IReadOnlyList<IReadOnlyList<string>> Commands, bool IsCut, string? Lost);
