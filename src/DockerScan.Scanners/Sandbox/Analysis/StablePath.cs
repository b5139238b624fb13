using System.Text.RegularExpressions;
using DockerScan.Core;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>Paths and names as key parts: what a program makes up anew in each run becomes an asterisk.</summary>
internal static partial class StablePath
{
    private const int MaxLength = 1024;

    // A word of eight letters up to f is a word ("deadbeef", "facade"); with digits it is a number.
    private const int MinDigits = 2;

    public static string Of(string path)
        => string.Join('/', (path.Length > MaxLength ? path[..MaxLength] : path).Split('/').Select(Part));

    private static string Part(string part)
    {
        var named = Hexadecimal().Replace(DisplayText.Clean(part, 200), match => match.Value.Count(char.IsAsciiDigit) >= MinDigits ? "*" : match.Value);
        return MkTemp().Replace(Number().Replace(named, "*"), "${stem}*");
    }

    // Two digits are a version ("python3.11", "x86_64"); three and more in a row are a pid, a time or a random number.
    [GeneratedRegex("[0-9]{3,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex("[0-9a-f]{8,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Hexadecimal();

    // mktemp's tmp.XXXXXXXXXX, Python's tmpxxxxxxxx, PyInstaller's _MEIxxxxxx, go-build.
    [GeneratedRegex(@"^(?<stem>tmp\.?|_MEI|go-build|\.?[a-z-]{2,}\.)[A-Za-z0-9_*]{6,12}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MkTemp();
}
