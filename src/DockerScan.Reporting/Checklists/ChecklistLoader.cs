using System.Text;
using DockerScan.Core.Checks;
using YamlDotNet.Core;

namespace DockerScan.Reporting.Checklists;

/// <summary>Reads <c>config/checklist.yaml</c>: strict, and with every problem in one message.</summary>
internal static class ChecklistLoader
{
    private const int MaxBytes = 1 << 20;

    /// <exception cref="ChecklistFormatException">The file is missing or cannot be used.</exception>
    public static Checklist Load(string path)
    {
        string[] places = [Path.GetFullPath(path), Path.GetFullPath(path, AppContext.BaseDirectory)];
        var file = new FileInfo(places.FirstOrDefault(File.Exists)
            ?? throw new ChecklistFormatException(path, [.. places.Distinct(StringComparer.Ordinal).Select(place => $"no such file: {place}")]));
        if (file.Length > MaxBytes)
        {
            throw new ChecklistFormatException(file.FullName, [$"{file.Length} bytes, and the limit is {MaxBytes}"]);
        }

        try
        {
            return Parse(File.ReadAllText(file.FullName, Encoding.UTF8), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChecklistFormatException(path, [exception.Message], exception);
        }
    }

    /// <exception cref="ChecklistFormatException">The text cannot be used.</exception>
    public static Checklist Parse(string text, string file)
    {
        YamlTree tree;
        try
        {
            tree = YamlTree.Read(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new ChecklistFormatException(file, [$"line {exception.Start.Line}: {exception.Message}"], exception);
        }
        catch (InvalidOperationException exception)
        {
            // The library's scanner throws this for some broken flow lists.
            throw new ChecklistFormatException(file, ["it is not YAML; look for a bracket that is not closed (the line is not known)"], exception);
        }

        var problems = new List<string>();
        var checklist = new ChecklistReader(problems).Read(tree);
        ChecklistRules.Verify(checklist, problems);
        return problems.Count == 0 ? checklist : throw new ChecklistFormatException(file, problems);
    }
}
