using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DockerScan.Reporting.Checklists;

/// <summary>
/// A YAML value with its line. Read by hand, because the library's deserialiser stops at the first problem and a
/// person wants all of them. Anchors, aliases and tags are refused: the checklist needs none.
/// </summary>
internal sealed record YamlTree(int Line, string? Scalar, IReadOnlyList<YamlTree>? Items, IReadOnlyList<KeyValuePair<string, YamlTree>>? Members)
{
    private const int MaxDepth = 8;

    /// <summary>Reads the only document of a file.</summary>
    /// <exception cref="YamlException">It is not YAML, or uses what is refused.</exception>
    public static YamlTree Read(TextReader text)
    {
        var parser = new Parser(text);
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        var tree = ReadNode(parser, 0);
        parser.Consume<DocumentEnd>();
        parser.Consume<StreamEnd>();
        return tree;
    }

    private static YamlTree ReadNode(Parser parser, int depth)
    {
        var node = parser.Consume<ParsingEvent>();
        if (depth > MaxDepth || node is AnchorAlias || node is NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false })
        {
            throw new YamlException(node.Start, node.End, "anchors, aliases, tags and deep nesting are not used here");
        }

        var line = (int)node.Start.Line;
        return node switch
        {
            Scalar scalar => new YamlTree(line, scalar.Value, null, null),
            SequenceStart => new YamlTree(line, null, ReadItems(parser, depth), null),
            MappingStart => new YamlTree(line, null, null, ReadMembers(parser, depth)),
            _ => throw new YamlException(node.Start, node.End, "a value was expected"),
        };
    }

    private static List<YamlTree> ReadItems(Parser parser, int depth)
    {
        var items = new List<YamlTree>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser, depth + 1));
        }

        return items;
    }

    private static List<KeyValuePair<string, YamlTree>> ReadMembers(Parser parser, int depth)
    {
        var members = new List<KeyValuePair<string, YamlTree>>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            members.Add(new(key.Value, ReadNode(parser, depth + 1)));
        }

        return members;
    }
}
