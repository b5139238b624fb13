using DockerScan.Core.Stores;
using Microsoft.AspNetCore.Mvc;

namespace DockerScan.Web.Pages;

/// <summary>Who asked for what, and what became of it.</summary>
internal sealed class AuditModel(IAuditStore? store = null) : WebPage
{
    private const int PerPage = 50;
    private const int Most = 1000;

    public override string Title => Strings.AuditTitle;

    public override string Section => "audit";

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<AuditedCommand> Shown { get; private set; } = [];

    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Number = Math.Clamp(Number, 1, Most / PerPage);
        var listed = store is null ? [] : await store.ListAsync(null, Math.Min(Most, (Number * PerPage) + 1), cancellationToken);
        Shown = [.. listed.Skip((Number - 1) * PerPage).Take(PerPage)];
        HasMore = listed.Count > Number * PerPage;
    }

    /// <summary>Where it was asked.</summary>
    public static string Place(AuditedCommand each) => Reading.Show.Fit(each.Place.Length == 0 ? each.Platform : $"{each.Platform}:{each.Place}", 120);

    /// <summary>The address of another page of the list.</summary>
    public static string At(int number) => $"/audit?p={number}";
}
