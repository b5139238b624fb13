using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using Microsoft.AspNetCore.Mvc;

namespace DockerScan.Web.Pages;

/// <summary>The scans, to be searched; and those of one image, the newest first.</summary>
internal sealed class ScansModel(IScanList list) : WebPage
{
    private const int PerPage = 50;
    private const int MostPages = 2000;
    private const int MaxText = 300;

    public override string Title => Reference is { } image ? Strings.HistoryOf(image.Familiar) : Strings.Scans;

    public override string Section => "scans";

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true, Name = "image")]
    public string? Image { get; set; }

    [BindProperty(SupportsGet = true, Name = "verdict")]
    public string? VerdictName { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>The image whose history it is; null for the list.</summary>
    public ImageReference? Reference { get; private set; }

    public IReadOnlyList<ListedScan> Found { get; private set; } = [];

    public bool HasMore { get; private set; }

    public Verdict? Verdict => Enum.TryParse<Verdict>(VerdictName, ignoreCase: true, out var verdict) && Enum.IsDefined(verdict) ? verdict : null;

    public bool IsFiltered => !string.IsNullOrEmpty(Text) || Verdict is not null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Number = Math.Clamp(Number, 1, MostPages);
        Text = Text is { Length: > MaxText } long_ ? long_[..MaxText] : Text?.Trim();
        Reference = ImageReference.TryParse(Image, out var reference, out _) ? reference : null;
        var found = await list.ListAsync(
            new ScanListQuery
            {
                Text = string.IsNullOrEmpty(Text) ? null : Text, Reference = Reference?.ToString(), Verdict = Verdict, Skip = (Number - 1) * PerPage, Take = PerPage + 1,
            },
            cancellationToken);
        Found = [.. found.Take(PerPage)];
        HasMore = found.Count > PerPage;
    }

    /// <summary>The address of another page of the same list.</summary>
    public string At(int number)
        => $"/scans?p={number}{Part("q", Text)}{Part("image", Image)}{Part("verdict", VerdictName)}";

    private static string Part(string name, string? value) => string.IsNullOrEmpty(value) ? string.Empty : $"&{name}={Uri.EscapeDataString(value)}";
}
