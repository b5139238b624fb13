using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace DockerScan.Core.Alerts;

/// <summary>Text of a run of an image without what another run of the same image would make up anew: addresses that a sandbox gives out, ports that a kernel chooses, pids, random names.</summary>
public static partial class SteadyText
{
    /// <summary>The first of the ports that a kernel chooses by itself (net.ipv4.ip_local_port_range).</summary>
    public const int FirstEphemeralPort = 32768;

    private const int MaxLength = 1024;
    private const int MinDigits = 2;

    /// <summary>The text with an asterisk in place of each such part. Idempotent.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bounded = text.Length > MaxLength ? text[..MaxLength] : text;
        var addressed = Address().Replace(bounded, match => IPAddress.TryParse(match.Value, out var address) && !PublicAddress.IsPublic(address) ? "*" : match.Value);
        var ported = Port().Replace(addressed, match => IsEphemeral(match.Groups["port"].Value) ? ":*" : match.Value);
        return Passing().Replace(Unsteady(ported), match => Digits().Replace(match.Value, "*"));
    }

    /// <summary>Whether a port is one that a kernel chooses.</summary>
    public static bool IsEphemeral(int port) => port >= FirstEphemeralPort;

    private static bool IsEphemeral(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && IsEphemeral(port);

    // An address of the public internet and a port that was chosen by somebody stay; a word of eight letters up to f is a word.
    private static string Unsteady(string text)
    {
        var hexed = Hexadecimal().Replace(Uuid().Replace(text, "*"), match => match.Value.Count(char.IsAsciiDigit) >= MinDigits && match.Value.Any(char.IsAsciiLetter) ? "*" : match.Value);
        var mixed = Mixed().Replace(hexed, match => IsMadeUp(match.Value) ? "*" : match.Value);
        return MakeTemp().Replace(Number().Replace(mixed, "*"), "${stem}*");
    }

    // A word that goes from letters to digits and back three times and more was not thought of by a person.
    private static bool IsMadeUp(string word)
    {
        var turns = 0;
        for (var i = 1; i < word.Length; i++)
        {
            turns += char.IsAsciiDigit(word[i]) != char.IsAsciiDigit(word[i - 1]) ? 1 : 0;
        }

        return turns >= 3;
    }

    [GeneratedRegex("[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(":(?<port>[0-9]{5})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Port();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Uuid();

    [GeneratedRegex("[0-9a-f]{8,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Hexadecimal();

    [GeneratedRegex("[0-9A-Za-z]{8,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Mixed();

    // Pids, times and random numbers; ports of four digits and years are left where they are.
    [GeneratedRegex("[0-9]{6,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    // What stands in folders that a run fills is numbered by pids, descriptors and counters, however few digits they have.
    [GeneratedRegex("(^|[^A-Za-z0-9/_.-])(/var)?/(tmp|dev/shm|run|proc)/[^ ]*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Passing();

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex("(?<stem>tmp[.]?|_MEI|go-build)[A-Za-z0-9_*]{6,12}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MakeTemp();
}
