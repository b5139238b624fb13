using System.Text;
using DockerScan.Core.Checks;
using DockerScan.Scanners.Patterns;
using DockerScan.Yaml;

namespace DockerScan.Scanners.Autorun.Signatures;

/// <summary>Reads <c>config/signatures.yaml</c>, strictly: a signature that cannot work stops the program at its start.</summary>
internal static class SignatureLoader
{
    /// <exception cref="InvalidDataException">The file is missing or wrong; one line for each problem.</exception>
    public static SignatureSet Load(string path) => Parse(YamlFile.Text(path), path);

    internal static SignatureSet Parse(string yaml, string file = "signatures.yaml") => YamlFile.Read(yaml, file, tree =>
    {
        var root = tree.Map("the file", "version", "scripts", "binaries");
        root.Version();
        var scripts = Scripts(root);
        var binaries = root.Items("binaries", optional: true).Select(node => node.Entry("binary", "id", "category", "severity", "title", "asciiMarkers", "sectionNames")).ToList();
        YamlMap.Unique(scripts.Concat(binaries));
        var titles = new List<LocalizedText>();
        return new SignatureSet([.. scripts.Select(map => Script(map, titles))], [.. binaries.Select(map => Binary(map, titles))], YamlFile.Digest(yaml)) { Titles = titles };
    });

    /// <summary>The scripts as they stand in the file.</summary>
    internal static List<YamlMap> Scripts(YamlMap root) => [.. root.Items("scripts", optional: true).Select(node => node.Entry(
        "script", "id", "category", "severity", "title", "pattern", "without", "undoneBy", "examples", "counterExamples"))];

    private static ScriptSignature Script(YamlMap map, List<LocalizedText> titles)
        => new(map.Id, map.Text("category"), map.Severity(), Title(map, titles), map.Pattern()) { Without = map.OptionalPattern("without"), UndoneBy = map.OptionalPattern("undoneBy") };

    private static BinarySignature Binary(YamlMap map, List<LocalizedText> titles)
    {
        var (markers, sections) = (map.Words("asciiMarkers", optional: true), map.Words("sectionNames", optional: true));
        map.Require(markers.Count + sections.Count > 0 && markers.All(marker => marker.Length >= 4), "it needs markers of at least 4 characters, or section names", "asciiMarkers");
        map.Require(markers.All(marker => Ascii.IsValid(marker)), "its markers must be ASCII", "asciiMarkers");
        return new BinarySignature(map.Id, map.Text("category"), map.Severity(), Title(map, titles), [.. markers.Select(Encoding.ASCII.GetBytes)], sections);
    }

    private static string Title(YamlMap map, List<LocalizedText> titles)
    {
        titles.Add(map.Localized("title"));
        return titles[^1].En;
    }
}
