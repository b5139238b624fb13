using DockerScan.Core;
using DockerScan.Core.Words;
using DockerScan.Web.Strings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DockerScan.Web.Pages;

/// <summary>
/// Stands around every page: its headers, and what is shown when a form is refused or the store cannot be used. Nothing that came out of an
/// image could run in a page, were it not escaped: no script, style or address but our own is taken.
/// </summary>
internal sealed class PageGuard : IAlwaysRunResultFilter, IExceptionFilter
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private const string View = "/Pages/Shared/Failure.cshtml";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        context.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
        context.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        // As forms want it: said otherwise, each of them would be a warning in the log.
        context.HttpContext.Response.Headers.CacheControl = "no-cache, no-store";
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            context.Result = Failure(context.HttpContext, StatusCodes.Status400BadRequest, words => words.FormIsOld);
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }

    public void OnException(ExceptionContext context)
    {
        if (context.Exception is EngineException engine)
        {
            Log.PageFailed(context.HttpContext.RequestServices.GetRequiredService<ILogger<PageGuard>>(), DisplayText.Clean(context.HttpContext.Request.Path, 200), engine);
            context.Result = Failure(context.HttpContext, StatusCodes.Status503ServiceUnavailable, words => DisplayText.Clean(Vocabulary.In(words.Language).Of(engine.Failure), 500));
            context.ExceptionHandled = true;
        }
        else if (context.Exception is BadHttpRequestException bad)
        {
            context.Result = Failure(context.HttpContext, bad.StatusCode, words => words.FormTooLarge);
            context.ExceptionHandled = true;
        }
    }

    private static ViewResult Failure(HttpContext context, int status, Func<WebStrings, string> text)
    {
        var words = WebStrings.In(ReaderLanguage.Of(context.Request));
        return new ViewResult
        {
            ViewName = View,
            StatusCode = status,
            ViewData = new ViewDataDictionary<FailureView>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = new FailureView(words, text(words)) },
        };
    }
}

/// <summary>A page that says why there is none.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Text">Why.</param>
public sealed record FailureView(WebStrings Words, string Text);
