using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Stores;
using Microsoft.AspNetCore.Mvc;

namespace DockerScan.Web.Pages;

/// <summary>Where a vulnerability, a rule or a package is, over all images.</summary>
internal sealed class FindingsModel(IResultIndex? index = null, IFindingTitles? titles = null) : WebPage
{
    private const int PerPage = 50;
    private const int MostPages = 400;
    private const int MaxText = 300;

    public override string Title => Text.Length > 0 ? $"{Strings.AllFindings}: {Text}" : Strings.AllFindings;

    public override string Section => "findings";

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>What is looked for; empty for nothing.</summary>
    public string Text { get; private set; } = string.Empty;

    public IReadOnlyList<FoundFinding> Found { get; private set; } = [];

    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Number = Math.Clamp(Number, 1, MostPages);
        Text = Query is { Length: > MaxText } long_ ? long_[..MaxText] : Query?.Trim() ?? string.Empty;
        if (Text.Length == 0 || index is null)
        {
            return;
        }

        var found = await index.FindAsync(new FindingSearch { Text = Text, Skip = (Number - 1) * PerPage, Take = PerPage + 1 }, cancellationToken);
        var shown = found.Take(PerPage).ToList();
        Found = [.. shown.Zip(LocalizedTitles.In([.. shown.Select(each => each.Finding)], titles, Language), (each, finding) => each with { Finding = finding })];
        HasMore = found.Count > PerPage && Number < MostPages;
    }

    /// <summary>The address of another page of the same list.</summary>
    public string At(int number) => $"/findings?p={number}&q={Uri.EscapeDataString(Text)}";
}
