using DockerScan.Web.Strings;
using Microsoft.AspNetCore.Http;

namespace DockerScan.Web.Pages;

/// <summary>What the frame around a page says.</summary>
/// <param name="Title">The page's title.</param>
/// <param name="Section">Which entry of the menu it belongs to.</param>
/// <param name="Words">The words.</param>
public sealed record Frame(string Title, string Section, WebStrings Words)
{
    /// <summary>The frame of a page, also of one that could not be made.</summary>
    public static Frame Of(object? model, HttpRequest request) => model switch
    {
        WebPage page => new Frame(page.Title, page.Section, page.Strings),
        FailureView failure => new Frame(failure.Words.Problem, string.Empty, failure.Words),
        _ => new Frame("DockerScan", string.Empty, WebStrings.In(ReaderLanguage.Of(request))),
    };
}
