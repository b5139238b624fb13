using System.Text.Json.Nodes;
using Json.Schema;

namespace DockerScan.Reporting.Tests.OpenVex;

/// <summary>What the specification of OpenVEX 0.2.0 asks of a document, as a JSON schema in our own words, held by a library for those.</summary>
internal static class VexRules
{
    private const string Text = """{ "type": "string", "minLength": 1 }""";
    private const string Iri = """{ "type": "string", "format": "uri" }""";
    private const string Time = """{ "type": "string", "format": "date-time" }""";
    private const string Identifiers = $$"""{ "type": "object", "additionalProperties": false, "properties": { "purl": {{Text}}, "cpe22": {{Text}}, "cpe23": {{Text}} } }""";
    private const string Part = $$"""{ "type": "object", "additionalProperties": false, "properties": { "@id": {{Iri}}, "identifiers": {{Identifiers}} } }""";

    private const string Product = $$"""
        { "type": "object", "additionalProperties": false,
          "properties": { "@id": {{Iri}}, "identifiers": {{Identifiers}}, "subcomponents": { "type": "array", "uniqueItems": true, "items": {{Part}} } } }
        """;

    // Of a justification and an impact statement exactly one; whoever is affected is told what to do.
    private const string Statement = $$"""
        { "type": "object", "required": ["vulnerability", "status"], "additionalProperties": false,
          "properties": {
            "@id": {{Iri}}, "timestamp": {{Time}}, "status_notes": {{Text}}, "impact_statement": {{Text}}, "action_statement": {{Text}},
            "vulnerability": { "type": "object", "required": ["name"], "additionalProperties": false, "properties": { "name": {{Text}} } },
            "products": { "type": "array", "minItems": 1, "uniqueItems": true, "items": {{Product}} },
            "status": { "enum": ["not_affected", "affected", "fixed", "under_investigation"] },
            "justification": { "enum": ["component_not_present", "vulnerable_code_not_present", "vulnerable_code_not_in_execute_path", "vulnerable_code_cannot_be_controlled_by_adversary", "inline_mitigations_already_exist"] }
          },
          "allOf": [
            { "if": { "properties": { "status": { "const": "not_affected" } } }, "then": { "oneOf": [{ "required": ["justification"] }, { "required": ["impact_statement"] }] } },
            { "if": { "properties": { "status": { "const": "affected" } } }, "then": { "required": ["action_statement"] } }
          ] }
        """;

    private const string Document = $$"""
        { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false,
          "required": ["@context", "@id", "author", "timestamp", "version", "statements"],
          "properties": {
            "@context": { "const": "https://openvex.dev/ns/v0.2.0" }, "@id": {{Iri}}, "author": {{Text}}, "timestamp": {{Time}}, "tooling": {{Text}},
            "version": { "type": "integer", "minimum": 1 },
            "statements": { "type": "array", "minItems": 1, "uniqueItems": true, "items": {{Statement}} }
          } }
        """;

    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromText(Document));

    /// <summary>What is wrong with a document; empty when nothing is.</summary>
    public static IReadOnlyList<string> Problems(byte[] json)
    {
        var answer = Schema.Value.Evaluate(JsonNode.Parse(json), new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return answer.IsValid ? [] : [.. answer.Details.Where(each => each.HasErrors).SelectMany(each => each.Errors!.Select(error => $"{each.InstanceLocation}: {error.Value}")).DefaultIfEmpty("invalid")];
    }
}
