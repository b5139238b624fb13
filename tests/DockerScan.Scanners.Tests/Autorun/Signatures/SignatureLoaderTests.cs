using DockerScan.Scanners.Autorun.Signatures;
using DockerScan.Scanners.Patterns;
using DockerScan.Yaml;

namespace DockerScan.Scanners.Tests.Autorun.Signatures;

public sealed class SignatureLoaderTests
{
    private const string Good =
        """
        version: 1
        scripts:
          - id: a
            category: download-and-run
            severity: high
            title: { en: "x", ko: "y" }
            pattern: 'curl'
            examples: ["curl"]
            counterExamples: []
        binaries:
          - id: b
            category: packer
            severity: low
            title: { en: "x", ko: "y" }
            asciiMarkers: ["UPX!"]
            sectionNames: []
        """;

    [Fact]
    public void Parse_Good_IsRead()
    {
        var set = SignatureLoader.Parse(Good);

        Assert.Equal(("a", "b"), (Assert.Single(set.Scripts).Id, Assert.Single(set.Binaries).Id));
        Assert.True(set.Scripts[0].Pattern.IsMatch("curl"));
    }

    [Fact]
    public void Parse_AnyChange_ChangesTheVersion()
        => Assert.NotEqual(SignatureLoader.Parse(Good).Version, SignatureLoader.Parse(Good.Replace("low", "high", StringComparison.Ordinal)).Version);

    [Theory]
    [InlineData("version: 1", "version: 2", "version is 2")]
    [InlineData("id: b", "id: a", "signatures.yaml:11: binary 'a' is given twice")]
    [InlineData("id: b", "id: ''", "signatures.yaml:11: a binary needs a text for 'id'")]
    [InlineData("pattern: 'curl'", "pattern: '('", "does not compile")]
    [InlineData("pattern: 'curl'", "pattern: '(?=x)'", "does not compile")]
    [InlineData("pattern: 'curl'", "pattern: '(a)\\1'", "does not compile")]
    [InlineData("pattern: 'curl'", "pattern: ''", "signatures.yaml:7: script 'a' needs a text for 'pattern'")]
    [InlineData("pattern: 'curl'", "pattern: 'curl'\n    without: ''", "signatures.yaml:8: script 'a' needs a text for 'without'")]
    [InlineData("pattern: 'curl'", "pattern: 'curl'\n    undoneBy: '('", "does not compile")]
    [InlineData("severity: high", "severity: awful", "'awful' is not a severity")]
    [InlineData("severity: high", "severity: 4", "'4' is not a severity")]
    [InlineData("severity: high", "severity: unknown", "'unknown' is not a severity")]
    [InlineData("category: packer", "category: ''", "needs a text for 'category'")]
    [InlineData("ko: \"y\"", "xx: \"y\"", "script 'a': title lacks 'ko'")]
    [InlineData("\"UPX!\"", "\"UPX\"", "at least 4 characters")]
    [InlineData("\"UPX!\"", "\"UPX\\u00e9\"", "ASCII")]
    [InlineData("[\"UPX!\"]", "[]", "at least 4 characters")]
    public void Parse_Wrong_SaysWhat(string from, string to, string expected)
        => Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => SignatureLoader.Parse(Good.Replace(from, to, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("category: packer", "category: packer\n    unknown: x")]
    [InlineData("version: 1", "version: 1\nunknown: x")]
    [InlineData("version: 1", "version: 1\nversion: 1")]
    [InlineData("version: 1", "version: x")]
    [InlineData("version: 1", "\tversion: 1")]
    public void Load_NotTheShape_NamesTheFile(string from, string to)
    {
        using var folder = new TemporaryFile(Good.Replace(from, to, StringComparison.Ordinal));

        Assert.Contains(folder.Path, Assert.Throws<InvalidDataException>(() => SignatureLoader.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Missing_NamesTheFile()
        => Assert.Contains("/nonexistent.yaml", Assert.Throws<InvalidDataException>(() => SignatureLoader.Load("/nonexistent.yaml")).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_WrongContent_NamesTheFileToo()
    {
        using var file = new TemporaryFile(Good.Replace("severity: low", "severity: awful", StringComparison.Ordinal));

        Assert.Contains(file.Path, Assert.Throws<InvalidDataException>(() => SignatureLoader.Load(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Empty_IsRefused() => Assert.Throws<InvalidDataException>(() => SignatureLoader.Parse(string.Empty));

    [Fact]
    public void Load_TheProductsOwn_EveryExampleHolds()
    {
        var loaded = SignatureLoader.Load(TestSignatures.Path);
        var problems = new List<string>();
        foreach (var script in Scripts())
        {
            var pattern = script.Pattern();
            var signature = loaded.Scripts.Single(each => each.Id == script.Id);
            var (examples, counterExamples) = (script.Words("examples"), script.Words("counterExamples"));
            problems.AddRange(examples.Where(example => !signature.IsMatch(example)).Select(example => $"{script.Id} misses {example}"));
            problems.AddRange(counterExamples.Where(signature.IsMatch).Select(example => $"{script.Id} hits {example}"));
            // The second engine last: from then on the pattern uses it.
            problems.AddRange(examples.Where(example => !pattern.IsLinearMatch(example)).Select(example => $"{script.Id}, linear, misses {example}"));
            _ = signature.Without?.IsLinearMatch(string.Empty);
            problems.AddRange(counterExamples.Where(example => pattern.IsLinearMatch(signature.Without?.Remove(example) ?? example)).Select(example => $"{script.Id}, linear, hits {example}"));
        }

        Assert.Empty(problems);
    }

    private static List<YamlMap> Scripts()
        => YamlFile.Read(YamlFile.Text(TestSignatures.Path), "f", tree => SignatureLoader.Scripts(tree.Map("the file", "version", "scripts", "binaries")));

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

        public void Dispose() => File.Delete(Path);
    }
}
