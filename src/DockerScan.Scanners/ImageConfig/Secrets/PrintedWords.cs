using System.Text;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Reads the word lists that builders print into the history, <c>["a" "b"]</c> or <c>["a", "b"]</c>, as one command line.</summary>
internal static class PrintedWords
{
    /// <summary>The quoted words, one after the other, with blanks between them.</summary>
    public static string Read(string text)
    {
        var words = new StringBuilder();
        var isInside = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                words.Append(isInside ? " " : string.Empty);
                isInside = !isInside;
            }
            else if (isInside)
            {
                i += text[i] == '\\' && i + 1 < text.Length ? 1 : 0;
                words.Append(text[i]);
            }
        }

        return words.ToString();
    }
}
