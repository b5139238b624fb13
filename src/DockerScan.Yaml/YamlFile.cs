using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Core;

namespace DockerScan.Yaml;

/// <summary>Reads a file of <c>config</c>, strictly: every problem is told at once, each as <c>file:line: what</c>.</summary>
public static class YamlFile
{
    private const int MaxBytes = 1 << 20;

    /// <summary>The text of a file, 1 MiB at most.</summary>
    /// <exception cref="InvalidDataException">It is missing, too large or cannot be read.</exception>
    public static string Text(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= MaxBytes ? File.ReadAllText(path, Encoding.UTF8) : throw new InvalidDataException($"{path}: it has {length} bytes, and the limit is {MaxBytes}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(exception is FileNotFoundException or DirectoryNotFoundException ? $"{path}: no such file" : $"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>What a text holds.</summary>
    /// <param name="text">The text, one YAML document.</param>
    /// <param name="file">How the file is called in problems.</param>
    /// <param name="read">Takes it apart; what is wrong goes to the maps.</param>
    /// <exception cref="InvalidDataException">Something is wrong; one line for each problem.</exception>
    public static T Read<T>(string text, string file, Func<YamlNode, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var problems = new YamlProblems();
        var result = read(Parse(text, file, problems));
        return problems.IsEmpty ? result : throw new InvalidDataException(problems.Tell(file));
    }

    /// <summary>Twelve hex digits that change whenever a text does.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    private static YamlNode Parse(string text, string file, YamlProblems problems)
    {
        try
        {
            return YamlParser.Parse(new StringReader(text), problems);
        }
        catch (YamlException exception)
        {
            throw new InvalidDataException($"{file}:{exception.Start.Line}: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The library's scanner throws this for some broken flow lists.
            throw new InvalidDataException($"{file}: it is not YAML; look for a bracket that is not closed (the line is not known)", exception);
        }
    }
}
