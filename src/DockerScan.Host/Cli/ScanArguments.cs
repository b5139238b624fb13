using System.CommandLine;
using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Host.Cli;

/// <summary>What <c>scan</c> and <c>rescan</c> take: a public contract for scripts.</summary>
internal static class ScanArguments
{
    private const int MaxWaitSeconds = 86_400;
    private static readonly string[] Risks = ["high", "medium", "low"];

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object on stdout; progress goes to stderr. Files are written only where --output names a folder." };
    private static readonly Option<bool> Markdown = new("--markdown") { Description = "Print the report as Markdown on stdout." };
    private static readonly Option<string?> Output = ValueOption.FilePath("--output", "DIR", "Where to write report.md, report.html, report.json and capture.pcap; when not given, the folder reports/SCAN of the data folder, and with --json none.");
    private static readonly Option<string?> Platform = new("--platform") { Description = "os/architecture[/variant], e.g. linux/arm64; linux/amd64 when not given.", HelpName = "P" };
    private static readonly Option<bool> Force = new("--force") { Description = "Scan anew. Without it, a complete result of the same content, options, scanners and database of the last 24 hours (Scan:ReuseHours) is the answer." };
    private static readonly Option<bool> NoSandbox = new("--no-sandbox") { Description = "Do not start the image." };
    private static readonly Option<int?> Window = ValueOption.Number("--window", ScanOptions.MinWindowSeconds, ScanOptions.MaxWindowSeconds, "SECONDS",
        $"How long the sandbox watches, {ScanOptions.MinWindowSeconds} to {ScanOptions.MaxWindowSeconds} seconds; 60 when not given (Sandbox:WindowSeconds).");
    private static readonly Option<int?> WaitReputation = ValueOption.Number("--wait-reputation", 0, MaxWaitSeconds, "SECONDS",
        $"Wait this long for VirusTotal's answers before the report is written, 0 to {MaxWaitSeconds} seconds; 0 when not given. What is missing then is named.");
    private static readonly Option<string?> FailOn = ValueOption.Choice("--fail-on", Risks, "Exit with 1 when something of this risk or above was found, also by a scan that is incomplete; high when not given.");
    private static readonly Option<string?> Language = ValueOption.Choice("--lang", ["en", "ko"], "The language of the report and the card; en when not given.");

    /// <summary>Adds those that both verbs have; the sandbox's are options of the scan too.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in (Option[])[Json, Markdown, Output, Platform, Force, NoSandbox, Window, WaitReputation, FailOn, Language])
        {
            command.Options.Add(option);
        }

        Rehearsal.AddTo(command);
    }

    /// <summary>What the options ask for.</summary>
    /// <exception cref="UsageException">They contradict each other, or one cannot be.</exception>
    public static ScanWish Read(ParseResult parsed)
    {
        List<string> problems = [];
        if (parsed.GetValue(Json) && parsed.GetValue(Markdown))
        {
            problems.Add("--json and --markdown exclude each other");
        }

        if (parsed.GetValue(NoSandbox) && parsed.GetValue(Window) is not null)
        {
            problems.Add("--window watches the sandbox, and --no-sandbox leaves it out; give one of the two");
        }

        ImagePlatform? platform = null;
        if (parsed.GetValue(Platform) is { } text && !ImagePlatform.TryParse(text, out platform))
        {
            problems.Add($"--platform is '{DisplayText.Clean(text, 40)}'; write os/architecture[/variant], for example linux/arm64");
        }

        return problems.Count > 0 ? throw new UsageException(problems) : new ScanWish
        {
            Platform = platform,
            Options = new ScanOptions { Force = parsed.GetValue(Force), Sandbox = !parsed.GetValue(NoSandbox), WindowSeconds = parsed.GetValue(Window) },
            Form = parsed.GetValue(Json) ? ScanForm.Json : parsed.GetValue(Markdown) ? ScanForm.Markdown : ScanForm.Card,
            Output = parsed.GetValue(Output),
            ReputationPatience = TimeSpan.FromSeconds(parsed.GetValue(WaitReputation) ?? 0),
            FailOn = Enum.Parse<Risk>(parsed.GetValue(FailOn) ?? Risks[0], ignoreCase: true),
            Language = ReportLanguages.Parse(parsed.GetValue(Language) ?? "en"),
        };
    }
}
