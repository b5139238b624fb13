using DockerScan.Reporting.Html;

namespace DockerScan.Reporting.Tests.Html;

public sealed class StylesheetTests
{
    // A wallet of 95 letters in a table of seven columns was cut off at the page's edge.
    [Fact]
    public void Text_CellWithALongWord_BreaksItOnTheScreenToo()
    {
        var screen = Stylesheet.Text[..Stylesheet.Text.IndexOf("@media print", StringComparison.Ordinal)];

        Assert.Contains("td.long { overflow-wrap: anywhere; }", screen, StringComparison.Ordinal);
    }
}
