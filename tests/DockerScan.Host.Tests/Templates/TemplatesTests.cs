using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DockerScan.Host.Tests.Templates;

/// <summary>What <c>dotnet new</c> makes of eng/templates compiles against today's interfaces, tests and all.</summary>
public sealed partial class TemplatesTests
{
    private const string Usings =
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks; global using Xunit;
        """;

    private static readonly string Folder = Path.Combine(Repository.Root, "eng", "templates");

    public static TheoryData<string> All => [.. Directory.EnumerateDirectories(Folder).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(All))]
    public void Template_UnderAnotherName_Compiles(string template)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Folder, template), "*.cs", SearchOption.AllDirectories)
            .Select(file => File.ReadAllText(file).Replace("Acme", "Licences", StringComparison.Ordinal).Replace("acme", "licences", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count >= 5, $"only {files.Count} files were found");
        // What the generator of Microsoft.Extensions.Options writes.
        var generated = files.SelectMany(file => Generated().Matches(file).Select(match =>
            $$"""
            {{Namespace().Match(file).Value}}
            partial class {{match.Groups["name"].Value}} { public Microsoft.Extensions.Options.ValidateOptionsResult Validate(string? name, {{match.Groups["options"].Value}} options) => throw null!; }
            """));
        var compilation = CSharpCompilation.Create(
            $"DockerScan.Templates.{template}",
            files.Concat(generated).Append(Usings).Select(text => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview))),
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity >= DiagnosticSeverity.Warning && !Harmless.Contains(found.Id)).Select(found => found.ToString()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Template_Description_IsWhatTheDocumentsName(string template)
    {
        using var description = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, template, ".template.config", "template.json")));

        Assert.Equal($"dockerscan-{template}", description.RootElement.GetProperty("shortName").GetString());
        Assert.Equal("Acme", description.RootElement.GetProperty("sourceName").GetString());
        Assert.Contains($"dotnet new dockerscan-{template}", File.ReadAllText(Path.Combine(Repository.Root, "docs", $"adding-a-{template}.md")), StringComparison.Ordinal);
    }

    // Of assemblies that are there in two versions, and of texts without documentation.
    private static readonly string[] Harmless = ["CS1701", "CS1702", "CS1591", "CS8933"];

    [GeneratedRegex(@"\[OptionsValidator\]\s+internal sealed partial class (?<name>\w+) : IValidateOptions<(?<options>\w+)>;", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Generated();

    [GeneratedRegex(@"namespace [\w.]+;", RegexOptions.NonBacktracking)]
    private static partial Regex Namespace();
}
