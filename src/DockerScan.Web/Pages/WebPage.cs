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
