using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Reports;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Terminal;

namespace DockerScan.Host.Running;

/// <summary>Prints a result as the card that a chat would show.</summary>
internal sealed class CardPrinter(IConsoleCards cards, Checklist checklist, IFindingTitles titles)
{
    public void Print(ScanResult result, ReportPaths? paths, ReportLanguage language)
        => cards.Print(ScanCardBuilder.Finished(LocalizedTitles.In(result, titles, language), paths is null ? null : new ReportLocation(null, paths), checklist, language));
}
