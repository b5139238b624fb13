using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Words;
using DockerScan.Engine.Scanning;
using DockerScan.Web.Audit;
using DockerScan.Web.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace DockerScan.Web.Pages;

/// <summary>The first page: an image's name is typed, and a scan begins.</summary>
internal sealed class IndexModel(IScanService scans, IScanList list, RequestLimits limits, WebAudit audit) : WebPage
{
    // What is longer than any reference is said to be so, and not carried about.
    private const int MaxTyped = 1000;
    private const int Shown = 5;
    private const string SamplePlatform = "linux/arm64";

    public override string Title => Strings.HomeTitle;

    public override string Section => "home";

    [BindProperty]
    public string? Image { get; set; }

    [BindProperty]
    public string? Platform { get; set; }

    [BindProperty]
    public bool Anew { get; set; }

    [BindProperty]
    public bool WithoutSandbox { get; set; }

    public string? ImageProblem { get; private set; }

    public string? PlatformProblem { get; private set; }

    public string? Problem { get; private set; }

    public IReadOnlyList<ListedScan> Recent { get; private set; } = [];

    public QueueDepth Depth { get; private set; } = new(0, 0);

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!limits.MayScan(HttpContext.Connection.RemoteIpAddress))
        {
            Problem = Strings.TooManyScans;
            return await RefuseAsync(StatusCodes.Status429TooManyRequests, "refused", cancellationToken);
        }

        if (!ImageReference.TryParse((Image ?? string.Empty).Trim(), out var reference, out var problem))
        {
            ImageProblem = ReferenceWords.Sentence(problem, Language);
        }

        var typed = (Platform ?? string.Empty).Trim();
        if (!ImagePlatform.TryParse(typed.ToLowerInvariant(), out var platform) && typed.Length > 0)
        {
            PlatformProblem = ReferenceWords.NotAPlatform(DisplayText.Clean(typed, 40), SamplePlatform, Language);
        }

        if (reference is null || PlatformProblem is not null)
        {
            return await RefuseAsync(StatusCodes.Status400BadRequest, "rejected", cancellationToken);
        }

        var options = new ScanOptions { Force = Anew, Sandbox = !WithoutSandbox };
        var scan = await scans.SubmitAsync(new ScanRequest(reference, platform, options, RequestedBy), cancellationToken);
        await audit.RecordAsync(HttpContext, "scan", "completed", Subject(reference, platform, options), scan.Job.Id, cancellationToken);
        return RedirectToPage("/Scan", new { scan = scan.Job.Id.Value, joined = scan.Joined ? "1" : null });
    }

    /// <summary>Who asks, for the record and for the turns in the queue.</summary>
    internal const string RequestedBy = "web";

    internal static string Subject(ImageReference reference, ImagePlatform? platform, ScanOptions options)
        => string.Join(' ', ((string?[])[reference.Familiar, platform is null ? null : $"--platform {platform}", options.Force ? "--force" : null, options.Sandbox ? null : "--no-sandbox"]).OfType<string>());

    private async Task<IActionResult> RefuseAsync(int status, string outcome, CancellationToken cancellationToken)
    {
        await audit.RecordAsync(HttpContext, "scan", outcome, cancellationToken: cancellationToken);
        // What was typed is shown again, to be mended.
        Image = DisplayText.Clean(Image, MaxTyped);
        Platform = DisplayText.Clean(Platform, MaxTyped);
        ModelState.Clear();
        Response.StatusCode = status;
        await LoadAsync(cancellationToken);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Recent = await list.ListAsync(new ScanListQuery { Take = Shown }, cancellationToken);
        Depth = await scans.GetDepthAsync(cancellationToken);
    }
}
