using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DockerScan.Yaml;

/// <summary>
/// From text to values with their lines. By hand, because the library's deserialiser stops at the first problem and a person wants all of
/// them. Anchors, aliases and tags are refused: no file needs them.
/// </summary>
internal static class YamlParser
{
    private const int MaxDepth = 8;

    /// <summary>The only document of a text.</summary>
    /// <exception cref="YamlException">It is not YAML, or uses what is refused.</exception>
    public static YamlNode Parse(TextReader text, YamlProblems problems)
    {
        var parser = new Parser(text);
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        var root = Node(parser, problems, 0);
        parser.Consume<DocumentEnd>();
        parser.Consume<StreamEnd>();
        return root;
    }

    private static YamlNode Node(Parser parser, YamlProblems problems, int depth)
    {
        var node = parser.Consume<ParsingEvent>();
        if (depth > MaxDepth || node is AnchorAlias || node is NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false })
        {
            throw new YamlException(node.Start, node.End, "anchors, aliases, tags and deep nesting are not used here");
        }

        var line = (int)node.Start.Line;
        return node switch
        {
            Scalar scalar => new YamlNode(problems, line, scalar.Value),
            SequenceStart => new YamlNode(problems, line) { Items = Items(parser, problems, depth) },
            MappingStart => new YamlNode(problems, line) { Members = Members(parser, problems, depth) },
            _ => throw new YamlException(node.Start, node.End, "a value was expected"),
        };
    }

    private static List<YamlNode> Items(Parser parser, YamlProblems problems, int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(parser, problems, depth + 1));
        }

        return items;
    }

    private static List<KeyValuePair<string, YamlNode>> Members(Parser parser, YamlProblems problems, int depth)
    {
        var members = new List<KeyValuePair<string, YamlNode>>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            members.Add(new(key.Value, Node(parser, problems, depth + 1)));
        }

        return members;
    }
}
