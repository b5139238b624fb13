namespace DockerScan.Reporting.Html;

/// <summary>A heading of the page, for its contents.</summary>
/// <param name="Level">2 or 3.</param>
/// <param name="Id">Its anchor; made of numbers, never of text.</param>
/// <param name="Text">Its text, not yet escaped.</param>
internal sealed record HtmlHeading(int Level, string Id, string Text);
