using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Decides from a name and a value whether the value is a secret.</summary>
/// <remarks>
/// Tokens of a known form are high, as what they open is named in them; passwords and tokens by name are medium: exposed
/// information that leads further, to a service that must still be reached. What only looks random is low.
/// </remarks>
internal static class SecretJudge
{
    private const int LeastToken = 8;
    private const int LeastLoose = 10;
    private const int AwsSecret = 40;

    /// <param name="name">What the value is called.</param>
    /// <param name="value">The value.</param>
    /// <param name="mayHoldToken">False when it is known that no token of a known form is in it.</param>
    public static Judgement Judge(string name, string value, bool mayHoldToken = true)
    {
        var text = Bare(value);
        if (text.Length == 0)
        {
            return Judgement.None;
        }

        if (mayHoldToken && TokenFormats.First(text) is { } token)
        {
            return new Judgement(SecretGrade.KnownForm, token.What, token.Severity);
        }

        var kind = SecretNames.Of(name);
        if (kind == NameKind.None && text.Length < SecretValues.LeastRandom)
        {
            return Judgement.None;
        }

        if (kind == NameKind.Password && SecretValues.IsUsual(text))
        {
            return new Judgement(SecretGrade.WellKnown, "a well-known password", Severity.Low);
        }

        if (SecretValues.IsNone(text))
        {
            return Judgement.None;
        }

        return kind switch
        {
            NameKind.Password when !(SecretValues.IsNumber(text) && text.Length < 4) => Named("a password"),
            NameKind.Token when IsAwsSecret(name, text) => new Judgement(SecretGrade.KnownForm, "an AWS secret key", Severity.High),
            NameKind.Token when text.Length >= LeastToken && !SecretValues.IsNumber(text) && !SecretValues.IsUsual(text) => Named("a token or key"),
            NameKind.Loose when text.Length >= LeastLoose && SecretValues.IsMixed(text) && !SecretValues.IsNumber(text) => Named("a token or key"),
            NameKind.Key when SecretValues.MayBeKey(text) => Named("a key"),
            NameKind.None when SecretValues.LooksRandom(text) && !IsChecksum(name) => new Judgement(SecretGrade.LooksRandom, "a value that looks like a key", Severity.Low),
            _ => Judgement.None,
        };
    }

    private static Judgement Named(string what) => new(SecretGrade.Named, what, Severity.Medium);

    private static string Bare(string value)
    {
        var text = value.Trim();
        return text.Length >= 2 && text[0] == text[^1] && text[0] is '"' or '\'' ? text[1..^1].Trim() : text;
    }

    private static bool IsAwsSecret(string name, string value)
        => value.Length == AwsSecret && name.Contains("aws", StringComparison.OrdinalIgnoreCase) && name.Contains("secret", StringComparison.OrdinalIgnoreCase) && SecretValues.IsMixed(value);

    private static bool IsChecksum(string name)
        => name.Contains("sha", StringComparison.OrdinalIgnoreCase) || name.Contains("sum", StringComparison.OrdinalIgnoreCase) || name.Contains("integrity", StringComparison.OrdinalIgnoreCase)
            || name.Contains("hash", StringComparison.OrdinalIgnoreCase) || name.Contains("digest", StringComparison.OrdinalIgnoreCase) || name.Contains("public", StringComparison.OrdinalIgnoreCase)
            || name.Contains("signature", StringComparison.OrdinalIgnoreCase) || name.Contains("site", StringComparison.OrdinalIgnoreCase);
}
