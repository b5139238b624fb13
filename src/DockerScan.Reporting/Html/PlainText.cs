using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DockerScan.Reporting.Html;

/// <summary>The text of a block, without its markup.</summary>
internal static class PlainText
{
    public static string Of(LeafBlock? block)
        => string.Concat((block?.Inline ?? new ContainerInline()).Descendants().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            _ => string.Empty,
        }));
}
