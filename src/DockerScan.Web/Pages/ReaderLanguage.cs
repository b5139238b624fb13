using DockerScan.Core;
using Microsoft.AspNetCore.Http;
using StringWithQualityHeaderValue = Microsoft.Net.Http.Headers.StringWithQualityHeaderValue;

namespace DockerScan.Web.Pages;

/// <summary>The language of who reads: what they chose here, else what their browser asks for, else English.</summary>
internal static class ReaderLanguage
{
    private const string CookieName = "dockerscan.language";
    private const int MostAsked = 20;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public static ReportLanguage Of(HttpRequest request)
    {
        if (ReportLanguages.TryParse(request.Cookies[CookieName], out var chosen))
        {
            return chosen;
        }

        var asked = request.GetTypedHeaders().AcceptLanguage.Take(MostAsked).Where(each => each.Quality is not 0).OrderByDescending(each => each.Quality ?? 1);
        foreach (var each in asked)
        {
            if (ReportLanguages.TryParse(Primary(each), out var language))
            {
                return language;
            }
        }

        return ReportLanguage.English;
    }

    /// <summary>Keeps a choice and goes back to where it was made.</summary>
    public static IResult Choose(string tag, HttpContext context, string? back = null)
    {
        if (ReportLanguages.TryParse(tag, out _))
        {
            context.Response.Cookies.Append(CookieName, tag, new CookieOptions
            {
                HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = Kept, IsEssential = true, Secure = context.Request.IsHttps,
            });
        }

        return Results.LocalRedirect(LocalPath.Of(back));
    }

    private static string Primary(StringWithQualityHeaderValue asked) => asked.Value.Value?.Split('-', 2)[0].ToLowerInvariant() ?? string.Empty;
}
