using DockerScan.Core;
using DockerScan.Core.Words;
using DockerScan.Web.Strings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace DockerScan.Web.Pages;

/// <summary>What every page has: a title, its reader's language, and the words of it.</summary>
public abstract class WebPage : PageModel
{
    /// <summary>The page's title.</summary>
    public abstract string Title { get; }

    /// <summary>Which entry of the menu it belongs to.</summary>
    public virtual string Section => string.Empty;

    /// <summary>The reader's language.</summary>
    public ReportLanguage Language => ReaderLanguage.Of(Request);

    /// <summary>The words of the pages.</summary>
    public WebStrings Strings => WebStrings.In(Language);

    /// <summary>The words of all that is read.</summary>
    public Vocabulary Words => Vocabulary.In(Language);

    /// <summary>The page as it is, with the status of what is not there.</summary>
    protected PageResult Missing()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}

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
