using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Scanning;
using DockerScan.Web.Audit;
using DockerScan.Web.Auth;
using DockerScan.Web.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace DockerScan.Web.Pages;

/// <summary>A scan: while it runs, what it sees; then what it found.</summary>
internal sealed class ScanModel(IScanService scans, ScanViews views, RequestLimits limits, WebAudit audit, ILogger<ScanModel> logger, IReportPrinter? printer = null) : WebPage
{
    private const int MaxText = 200;
    private const int MaxProblem = 500;

    // Without the verdict, which is read after the head was sent.
    public override string Title => Wish is null ? Strings.NotFound : HasResult ? Name : IsCancelled ? $"{Strings.Cancelled} · {Name}" : Strings.Scanning(Name);

    public override string Section => "scans";

    [BindProperty(SupportsGet = true, Name = "scan")]
    public string? Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "risk")]
    public string? RiskName { get; set; }

    [BindProperty(SupportsGet = true, Name = "check")]
    public string? Check { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    [BindProperty(SupportsGet = true, Name = "joined")]
    public string? Joined { get; set; }

    /// <summary>What was asked for; null when there is no such scan.</summary>
    public ScanRequest? Wish { get; private set; }

    public ScanProgress? Progress { get; private set; }

    /// <summary>True when the scan has a result, which <see cref="ReadAsync"/> reads.</summary>
    public bool HasResult => Progress?.ResultId is not null;

    /// <summary>The result; null until it was read.</summary>
    public ResultView? View { get; private set; }

    public FindingPage? Findings { get; private set; }

    public string? Problem { get; private set; }

    public string Name => Show.Name(Wish!.Reference.Familiar);

    public bool IsCancelled => Progress is { Phase: ScanPhase.Finished, ResultId: null };

    /// <summary>True when an earlier scan's result answers this one.</summary>
    public bool IsReused => View is { } view && view.Result.Id.Value != Id;

    /// <summary>What this machine lacks to print the report; null when nothing.</summary>
    public PrinterNeed? NeededToPrint => printer is null ? PrinterNeed.Browser : printer.Missing(Language);

    public Risk? Risk => Enum.TryParse<Risk>(RiskName, ignoreCase: true, out var risk) && Enum.IsDefined(risk) ? risk : null;

    public FindingQuery Query => new(Risk, Cut(Check), Cut(Text), Number);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
        => await LoadAsync(cancellationToken) ? Page() : Missing();

    /// <summary>The part of the page that changes while the scan runs.</summary>
    public async Task<IActionResult> OnGetProgressAsync(CancellationToken cancellationToken)
        => await LoadAsync(cancellationToken) && !HasResult ? Partial("_Progress", this) : NotFound();

    public async Task<IActionResult> OnPostCancelAsync(CancellationToken cancellationToken)
    {
        if (!ScanId.TryParse(Id, out var scan) || await scans.FindRequestAsync(scan, cancellationToken) is null)
        {
            return Missing();
        }

        var answer = await scans.CancelAsync(scan, cancellationToken);
        await audit.RecordAsync(HttpContext, "cancel", answer is CancelAnswer.Cancelled or CancelAnswer.Asked ? "completed" : "rejected", scan.Value, scan, cancellationToken);
        return RedirectToPage("/Scan", new { scan = scan.Value });
    }

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return Missing();
        }

        if (!limits.MayScan(HttpContext.Connection.RemoteIpAddress))
        {
            await audit.RecordAsync(HttpContext, "scan", "refused", cancellationToken: cancellationToken);
            Problem = Strings.TooManyScans;
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }

        var before = Wish!;
        var request = new ScanRequest(before.Reference, before.Platform, new ScanOptions().After(before.Options), IndexModel.RequestedBy);
        var scan = await scans.SubmitAsync(request, cancellationToken);
        await audit.RecordAsync(HttpContext, "scan", "completed", IndexModel.Subject(request.Reference, request.Platform, request.Options), scan.Job.Id, cancellationToken);
        return RedirectToPage("/Scan", new { scan = scan.Job.Id.Value, joined = scan.Joined ? "1" : null });
    }

    /// <summary>
    /// Reads the result, once the head of the page is on its way: a large one takes longer than all else together. What cannot be read then is a
    /// <see cref="Problem"/>, as the status is sent.
    /// </summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            View = await views.FindResultAsync(ScanId.Parse(Id!), Language, cancellationToken);
            Findings = View is null ? null : new FindingPage(View, Query);
        }
        catch (EngineException e)
        {
            Log.PageFailed(logger, DisplayText.Clean(Request.Path, MaxText), e);
            Problem = DisplayText.Clean(Words.Of(e.Failure), MaxProblem);
        }
    }

    /// <summary>The address of another page of the same findings.</summary>
    public string At(int number) => $"/scans/{Id}?p={number}{Part("risk", RiskName)}{Part("check", Check)}{Part("q", Text)}#findings";

    /// <summary>What a stage says while it runs.</summary>
    public string? Said(Core.Stages.StageProgress stage)
        => stage.News is { } news ? Show.Fit(Words.Of(news), MaxText) : stage.Detail is { } detail ? Show.Fit(Words.Said(detail), MaxText) : null;

    public string State(ScanProgress progress) => progress.Phase switch
    {
        ScanPhase.Queued when progress.QueuePosition <= 0 => Strings.NextInLine,
        ScanPhase.Queued => Strings.Waiting(progress.QueuePosition),
        ScanPhase.Running => Strings.IsRunning,
        ScanPhase.Finished => Strings.HasEnded,
    };

    private static string Part(string name, string? value) => string.IsNullOrEmpty(value) ? string.Empty : $"&{name}={Uri.EscapeDataString(value)}";

    private static string Cut(string? text) => text is null ? string.Empty : text.Length > MaxText ? text[..MaxText] : text.Trim();

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (!ScanId.TryParse(Id, out var scan) || await views.FindAsync(scan, cancellationToken) is not { } found)
        {
            return false;
        }

        (Wish, Progress) = found;
        return true;
    }
}
