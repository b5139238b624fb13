using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DockerScan.Host.Tests.Revisions;

/// <summary>A scanner's code as the words of its types: comments, white space, usings and the files that the types stand in do not count.</summary>
/// <param name="Name">Its class.</param>
/// <param name="File">Where the class stands.</param>
/// <param name="Revision">The constant of that name that its identity holds; null without one.</param>
/// <param name="Hash">Of all types of its folder, and of those types of its project that they name, one over another.</param>
internal sealed record ScannerSource(string Name, string File, string? Revision, string Hash)
{
    private const string Constant = "Revision";

    // What the key of a reused result is made of. Nothing answers where no source of reputation is configured.
    private static readonly string[] Ports = ["IImageScanner", "IReputationSource"];
    private static readonly string[] Mute = ["NoReputationSource"];

    /// <summary>Every scanner of a project.</summary>
    /// <param name="files">The project's files, path and text.</param>
    public static IReadOnlyList<ScannerSource> Find(IEnumerable<(string Path, string Text)> files)
    {
        var types = files.SelectMany(file => Types(file.Path, file.Text)).ToList();
        return [.. types.Where(type => !Mute.Contains(type.Name) && type.Bases.Any(Ports.Contains)).Select(type => Make(type, types))];
    }

    private static ScannerSource Make(SourceType scanner, List<SourceType> types)
    {
        var named = types.SelectMany(type => type.Given.Select(name => (name, type))).ToLookup(pair => pair.name, pair => pair.type, StringComparer.Ordinal);
        var folder = scanner.File[..(scanner.File.LastIndexOf('/') + 1)];
        var used = types.Where(type => type.File.StartsWith(folder, StringComparison.Ordinal)).ToHashSet();
        for (Queue<SourceType> open = new(used); open.TryDequeue(out var type);)
        {
            foreach (var other in type.Words.SelectMany(word => named[word]).Where(used.Add))
            {
                open.Enqueue(other);
            }
        }

        var text = string.Join('\n', used.Select(type => string.Join(' ', type.Words)).Order(StringComparer.Ordinal));
        return new ScannerSource(scanner.Name, scanner.File, scanner.Revision, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]);
    }

    private static IEnumerable<SourceType> Types(string path, string text)
        => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot().DescendantNodes()
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && member.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
            .Select(member => new SourceType(path, member));

    private sealed class SourceType(string file, MemberDeclarationSyntax node)
    {
        public string File => file;

        public string Name { get; } = node is BaseTypeDeclarationSyntax type ? type.Identifier.ValueText : ((DelegateDeclarationSyntax)node).Identifier.ValueText;

        public IReadOnlyList<string> Bases { get; } = node is BaseTypeDeclarationSyntax { BaseList: { } list } ? [.. list.Types.Select(each => each.Type.ToString())] : [];

        public IReadOnlyList<string> Words { get; } = [.. node.DescendantTokens().Select(token => token.Text)];

        /// <summary>By what others name it: its name, and its extension methods.</summary>
        public IEnumerable<string> Given => node.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.ParameterList.Parameters is [{ } first, ..] && first.Modifiers.Any(SyntaxKind.ThisKeyword))
            .Select(method => method.Identifier.ValueText).Prepend(Name);

        // One that its identity does not hold is none.
        public string? Revision => Words.Count(word => word == Constant) > 1
            ? node.DescendantNodes().OfType<VariableDeclaratorSyntax>()
                .FirstOrDefault(each => each.Identifier.ValueText == Constant && each.Parent?.Parent is FieldDeclarationSyntax declared && declared.Modifiers.Any(SyntaxKind.ConstKeyword))
                ?.Initializer?.Value is LiteralExpressionSyntax literal ? literal.Token.ValueText : null
            : null;
    }
}
