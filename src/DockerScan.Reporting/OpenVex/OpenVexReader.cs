using System.Globalization;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Stores;

namespace DockerScan.Reporting.OpenVex;

/// <summary>Reads <see cref="IOpenVex"/>.</summary>
internal static class OpenVexReader
{
    /// <summary>The most statements of a document, and the most products or subcomponents of a statement.</summary>
    public const int MaxStatements = 10_000;

    internal const int MaxDepth = 32;
    private const int MaxProducts = 1_000;
    private const int MaxAliases = 10;
    private const int Shown = 80;

    private static readonly string[] Statuses = ["not_affected", "affected", "fixed", "under_investigation"];

    private static readonly string[] Justifications =
    [
        "component_not_present", "vulnerable_code_not_present", "vulnerable_code_not_in_execute_path", "vulnerable_code_cannot_be_controlled_by_adversary",
        "inline_mitigations_already_exist",
    ];

    public static Result<VexReading> Read(ReadOnlyMemory<byte> json, string name, DateTimeOffset now, DateTimeOffset? until)
    {
        ArgumentNullException.ThrowIfNull(name);
        var shown = DisplayText.Clean(name, Shown);
        if (json.Length > IOpenVex.MaxBytes)
        {
            return Refuse(shown, 1, $"it is larger than {IOpenVex.MaxBytes >> 20} MiB");
        }

        try
        {
            var text = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return Read(document.RootElement, shown, VexLines.Of(text.Span), now, until);
        }
        catch (JsonException e)
        {
            return Refuse(shown, (int)(e.LineNumber ?? 0) + 1, "it is no JSON that can be read");
        }
        catch (VexException e)
        {
            return Refuse(shown, e.Line, e.Message);
        }
    }

    private static ScanFailure Refuse(string name, int line, string problem) => new(FailureKind.Refused, string.Create(CultureInfo.InvariantCulture, $"{name}:{line}: {problem}"));

    private static Result<VexReading> Read(JsonElement root, string name, IReadOnlyList<int> lines, DateTimeOffset now, DateTimeOffset? until)
    {
        var top = new VexObject(root, 1);
        if (top.Text("@context") is not { } context || !context.StartsWith("https://openvex.dev/ns", StringComparison.Ordinal) || context.Contains("/v0.0.", StringComparison.Ordinal))
        {
            return Refuse(name, 1, "its @context is not that of OpenVEX 0.2.0");
        }

        var author = top.Text("author") ?? throw new VexException(1, "it names no author");
        var written = top.Time("timestamp") ?? throw new VexException(1, "it has no timestamp");
        var statements = top.List("statements", MaxStatements) ?? throw new VexException(1, "it has no statements");
        var template = new Acceptance
        {
            Id = string.Empty, Scope = AcceptanceScope.Repository, Kind = AcceptanceKind.FalsePositive, FindingClass = KeyClasses.Vulnerability, Repository = string.Empty,
            Reason = string.Empty, Author = DisplayText.Clean($"{author} (OpenVEX)", AcceptanceRules.MaxText), Place = name, MadeAt = now, ExpiresAt = until,
        };
        var read = new VexStatements(template);
        for (var index = 0; index < statements.Count; index++)
        {
            Add(read, new VexObject(statements[index], index < lines.Count ? lines[index] : 1), written, index);
        }

        return read.Count > IAcceptanceStore.MaxInForce
            ? Refuse(name, 1, string.Create(CultureInfo.InvariantCulture, $"it makes more than {IAcceptanceStore.MaxInForce} acceptances")) : read.ToReading();
    }

    private static void Add(VexStatements read, VexObject statement, DateTimeOffset written, int index)
    {
        var vulnerability = statement.Object("vulnerability") ?? throw new VexException(statement.Line, "a statement names no vulnerability");
        var main = vulnerability.Text("name") ?? throw new VexException(statement.Line, "a vulnerability has no name");
        var names = (vulnerability.Texts("aliases", MaxAliases) ?? []).Prepend(main).Distinct(StringComparer.Ordinal).ToList();
        var status = statement.Choice("status", Statuses) ?? throw new VexException(statement.Line, "a statement has no status");
        var justification = statement.Choice("justification", Justifications);
        var impact = statement.Text("impact_statement");
        if (status == "not_affected" && justification is null && impact is null)
        {
            throw new VexException(statement.Line, "not_affected needs a justification or an impact_statement");
        }

        var said = new VexSaid((statement.Time("last_updated") ?? statement.Time("timestamp") ?? written, index), status, justification, impact ?? statement.Text("status_notes"));
        if (statement.List("products", MaxProducts) is not { Count: > 0 } products)
        {
            read.Leave("name no product");
            return;
        }

        foreach (var product in products.Select(element => new VexObject(element, statement.Line)))
        {
            Add(read, names, said, product);
        }
    }

    private static void Add(VexStatements read, List<string> names, VexSaid said, VexObject product)
    {
        if (product.Identifier() is not { } identifier)
        {
            read.Leave("name a product by something else than a package URL or an image");
            return;
        }

        var (known, problem) = VexProduct.Read(identifier);
        if (known is null)
        {
            read.Leave(problem!);
            return;
        }

        if (product.List("subcomponents", MaxProducts) is not { Count: > 0 } parts)
        {
            read.Add(names, known, said);
            return;
        }

        foreach (var part in parts.Select(element => new VexObject(element, product.Line)))
        {
            // What lies in a package of a package cannot be told from what lies elsewhere.
            if (known.Location is not null || part.Identifier() is not { } package || VexProduct.Package(package) is not { } inside)
            {
                read.Leave("name a part by something else than a package URL in an image");
            }
            else
            {
                read.Add(names, known with { Location = inside.Location, Version = inside.Version }, said);
            }
        }
    }
}
