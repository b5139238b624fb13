namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>
/// The files of the image whose content a script takes for words: <c>exec $(cat FILE)</c>, <c>read -r line &lt; FILE</c>. A reader asks for them,
/// and whoever follows the script reads them and has it read again.
/// </summary>
internal sealed class ShellFiles
{
    /// <summary>How much of one is read, in bytes.</summary>
    public const int MaxBytes = 16 * 1024;

    private const int MaxFiles = 64;
    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);
    private readonly List<string> _wanted = [];

    /// <summary>How often one was asked for that has not been read yet.</summary>
    public int Asked { get; private set; }

    /// <summary>Its text; null when it is not there, or has not been read yet.</summary>
    public string? Text(string path)
    {
        if (_texts.TryGetValue(path, out var text))
        {
            return text;
        }

        if (_wanted.Contains(path) || _texts.Count + _wanted.Count < MaxFiles)
        {
            Asked++;
            if (!_wanted.Contains(path))
            {
                _wanted.Add(path);
            }
        }

        return null;
    }

    /// <summary>Those that are to be read; each is named once.</summary>
    public IReadOnlyList<string> TakeWanted()
    {
        List<string> wanted = [.. _wanted];
        _wanted.Clear();
        return wanted;
    }

    /// <summary>Keeps what was read; null for a file that is not there.</summary>
    public void Add(string path, string? text) => _texts[path] = text;
}
