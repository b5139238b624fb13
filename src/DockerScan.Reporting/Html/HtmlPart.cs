namespace DockerScan.Reporting.Html;

/// <summary>A rendered piece of the page.</summary>
/// <param name="Html">The HTML.</param>
/// <param name="Headings">Its headings of level 2 and 3.</param>
internal sealed record HtmlPart(string Html, IReadOnlyList<HtmlHeading> Headings);
