using DockerScan.Core.Acceptances;
using DockerScan.Engine.Accepting;
using Microsoft.AspNetCore.Mvc;

namespace DockerScan.Web.Pages;

/// <summary>What people accepted: until when, why, and who said so. It is made and taken back in chats and commands.</summary>
internal sealed class AcceptedModel(TimeProvider time, IAcceptanceDesk? desk = null) : WebPage
{
    private const int PerPage = 50;

    public override string Title => Strings.AcceptedTitle;

    public override string Section => "accepted";

    [BindProperty(SupportsGet = true, Name = "all")]
    public string? All { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<Acceptance> Shown { get; private set; } = [];

    public bool HasMore { get; private set; }

    public bool IsAll => All == "1";

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var all = desk is null ? [] : await desk.ListAsync(IsAll, cancellationToken);
        Number = Math.Clamp(Number, 1, Math.Max(1, (all.Count + PerPage - 1) / PerPage));
        Shown = [.. all.Skip((Number - 1) * PerPage).Take(PerPage)];
        HasMore = all.Count > Number * PerPage;
    }

    /// <summary>What one is about.</summary>
    public static string What(Acceptance one)
        => string.Join(" · ", ((string?[])[one.FindingId, one.Location, one.Version]).Where(part => !string.IsNullOrEmpty(part)).Select(part => Reading.Show.Fit(part, 160)));

    /// <summary>How long it holds, or that it does not any more.</summary>
    public string Holds(Acceptance one) => one.Removal is not null ? Strings.TakenBack : one.HoldsAt(time.GetUtcNow()) ? Words.Until(one.EndsAt) : Strings.Ended;

    /// <summary>The address of another page of the same list.</summary>
    public string At(int number) => $"/accepted?p={number}{(IsAll ? "&all=1" : string.Empty)}";
}
