namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Hides in a text that is shown what the search for secrets would find in it: tokens of a known form, and values behind names and options.</summary>
internal static class SecretMask
{
    private const string Mask = "***";
    private const int Least = 4;
    private const int MaxHidden = 100;
    private const int MaxCandidates = 2000;

    /// <summary>The longest text that is shown, in characters.</summary>
    public const int MaxLength = 64 * 1024;

    // What printed lists have around a word.
    private static readonly char[] Around = ['[', ']', '{', '}', '"', '\'', ','];

    /// <summary>The text with each secret replaced; a text that is too long to be searched is cut.</summary>
    public static string Hide(string text)
    {
        var kept = text.Length > MaxLength ? text[..MaxLength] : text;
        var tokens = TokenFormats.Find(kept);
        var values = tokens.Select(token => kept.Substring(token.At, token.Length))
            .Concat(SecretText.OfCommand(kept).Take(MaxCandidates).Where(candidate => IsSecret(candidate, tokens.Count > 0)).Select(candidate => candidate.Value.Trim(Around)))
            .Where(value => value.Length >= Least).Distinct(StringComparer.Ordinal).OrderByDescending(value => value.Length).Take(MaxHidden);
        return values.Aggregate(kept, (masked, value) => masked.Replace(value, Mask, StringComparison.Ordinal));
    }

    private static bool IsSecret(Candidate candidate, bool mayHoldToken)
        => SecretJudge.Judge(candidate.IsPassword ? "password" : candidate.Name, candidate.Value, mayHoldToken).Grade is SecretGrade.Named or SecretGrade.KnownForm;
}
