using DockerScan.Web.Audit;
using DockerScan.Web.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace DockerScan.Web.Pages;

/// <summary>Where one signs in with the token, and out.</summary>
[AllowAnonymous]
internal sealed class LoginModel(IWebAccess access, RequestLimits limits, WebAudit audit) : WebPage
{
    // A token has 43 letters.
    private const int MaxTyped = 200;

    public override string Title => Strings.SignInTitle;

    [BindProperty]
    public string? Token { get; set; }

    [BindProperty(SupportsGet = true, Name = "back")]
    public string? Back { get; set; }

    public string? Problem { get; private set; }

    public IActionResult OnGet() => access.IsLoginRequired && User.Identity?.IsAuthenticated != true ? Page() : LocalRedirect(LocalPath.Of(Back));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!access.IsLoginRequired)
        {
            return LocalRedirect("/");
        }

        if (!limits.MayLogIn(HttpContext.Connection.RemoteIpAddress))
        {
            return await RefuseAsync(StatusCodes.Status429TooManyRequests, Strings.TooManyLogins, cancellationToken);
        }

        if (Token is not { Length: > 0 and <= MaxTyped } typed || !WebLogin.IsToken(access, typed))
        {
            return await RefuseAsync(StatusCodes.Status403Forbidden, Strings.WrongToken, cancellationToken);
        }

        await HttpContext.SignInAsync(WebLogin.Scheme, WebLogin.Principal(access));
        await audit.RecordAsync(HttpContext, "login", "completed", cancellationToken: cancellationToken);
        return LocalRedirect(LocalPath.Of(Back));
    }

    public async Task<IActionResult> OnPostOutAsync(CancellationToken cancellationToken)
    {
        if (User.Identity?.IsAuthenticated == true)
        {
            await HttpContext.SignOutAsync(WebLogin.Scheme);
            await audit.RecordAsync(HttpContext, "logout", "completed", cancellationToken: cancellationToken);
        }

        return LocalRedirect("/");
    }

    // What was typed is neither shown again nor kept anywhere.
    private async Task<IActionResult> RefuseAsync(int status, string problem, CancellationToken cancellationToken)
    {
        Problem = problem;
        Response.StatusCode = status;
        await audit.RecordAsync(HttpContext, "login", "refused", cancellationToken: cancellationToken);
        return Page();
    }
}
