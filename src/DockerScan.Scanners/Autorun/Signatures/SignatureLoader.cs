using System.Security.Cryptography;
using System.Text;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Patterns;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace DockerScan.Scanners.Autorun.Signatures;

/// <summary>Reads the signatures, strictly: a signature that cannot work stops the program at its start.</summary>
internal static class SignatureLoader
{
    /// <exception cref="InvalidDataException">The file is missing or wrong; all problems at once.</exception>
    public static SignatureSet Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (YamlException e)
        {
            // An unknown key's message goes on with a type of the program's, which tells nobody anything.
            throw new InvalidDataException($"{path}, line {e.Start.Line}: {e.Message.Split(" on type ")[0]}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    internal static SignatureFile Read(string yaml)
        => new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build()
            .Deserialize<SignatureFile>(yaml) ?? new SignatureFile();

    internal static SignatureSet Parse(string yaml)
    {
        var file = Read(yaml);
        var problems = new List<string>();
        if (file.Version != 1)
        {
            problems.Add($"version is {file.Version}; this program knows 1");
        }

        problems.AddRange(file.Scripts.Select(each => (each.Id, each.Category)).Concat(file.Binaries.Select(each => (each.Id, each.Category)))
            .Where(each => string.IsNullOrWhiteSpace(each.Category)).Select(each => $"{each.Id}: the category is empty"));
        problems.AddRange(file.Scripts.Select(each => each.Id).Concat(file.Binaries.Select(each => each.Id))
            .GroupBy(id => id).Where(same => same.Count() > 1 || same.Key.Length == 0).Select(same => $"the id '{same.Key}' is empty or given twice"));
        var scripts = file.Scripts.Select(each => Script(each, problems)).OfType<ScriptSignature>().ToList();
        var binaries = file.Binaries.Select(each => Binary(each, problems)).ToList();
        return problems.Count > 0
            ? throw new InvalidDataException("signatures: " + string.Join("; ", problems))
            : new SignatureSet(scripts, binaries, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)))[..12])
            {
                Titles = [.. file.Scripts.Select(each => each.Title).Concat(file.Binaries.Select(each => each.Title)).Select(title => new LocalizedText(title["en"], title["ko"]))],
            };
    }

    private static ScriptSignature? Script(SignatureFile.Script script, List<string> problems)
    {
        // An empty pattern matches every line.
        if (string.IsNullOrEmpty(script.Pattern))
        {
            problems.Add($"{script.Id}: the pattern is empty");
            return null;
        }

        try
        {
            return new ScriptSignature(script.Id, script.Category, SeverityOf(script.Id, script.Severity, problems),
                TitleOf(script.Id, script.Title, problems), new LinePattern(script.Pattern))
            {
                Without = Optional(script.Without),
                UndoneBy = Optional(script.UndoneBy),
            };
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            problems.Add($"{script.Id}: the pattern does not compile: {e.Message}");
            return null;
        }
    }

    // An empty one would cut or undo everything.
    private static LinePattern? Optional(string? pattern) => pattern switch
    {
        null => null,
        "" => throw new ArgumentException("without and undoneBy are left out, or a pattern", nameof(pattern)),
        _ => new LinePattern(pattern),
    };

    private static BinarySignature Binary(SignatureFile.Binary binary, List<string> problems)
    {
        if (binary.AsciiMarkers.Count + binary.SectionNames.Count == 0 || binary.AsciiMarkers.Exists(marker => marker.Length < 4))
        {
            problems.Add($"{binary.Id}: it needs markers of at least 4 characters, or section names");
        }

        if (binary.AsciiMarkers.Exists(marker => !Ascii.IsValid(marker)))
        {
            problems.Add($"{binary.Id}: its markers must be ASCII");
        }

        return new BinarySignature(binary.Id, binary.Category, SeverityOf(binary.Id, binary.Severity, problems),
            TitleOf(binary.Id, binary.Title, problems), [.. binary.AsciiMarkers.Select(Encoding.ASCII.GetBytes)], binary.SectionNames);
    }

    private static Severity SeverityOf(string id, string text, List<string> problems)
    {
        if (Enum.TryParse<Severity>(text, ignoreCase: true, out var severity) && severity != Severity.Unknown && char.IsAsciiLetter(text[0]))
        {
            return severity;
        }

        problems.Add($"{id}: '{text}' is not a severity");
        return Severity.Unknown;
    }

    private static string TitleOf(string id, Dictionary<string, string> title, List<string> problems)
    {
        if (title.TryGetValue("en", out var text) && title.ContainsKey("ko") && title.Count == 2)
        {
            return text;
        }

        problems.Add($"{id}: the title needs en and ko");
        return id;
    }
}
