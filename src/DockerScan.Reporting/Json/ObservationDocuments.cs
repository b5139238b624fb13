using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Reporting.Markdown;

namespace DockerScan.Reporting.Json;

/// <summary>What was seen and what was asked of it, as the public JSON has it.</summary>
internal static class ObservationDocuments
{
    public static ContactDocument Contact(NetworkContact contact) => new(
        contact.Protocol, contact.Address, contact.Port, contact.Domain, contact.Process, contact.Application, contact.Summary, ContractText.Of(contact.Reputation));

    public static ListenerDocument Listener(NetworkListener listener) => new(listener.Protocol, listener.Address, listener.Port, listener.Process);

    public static ProcessDocument Process(ObservedProcess process) => new(process.Command, process.Executable, process.Uid);

    public static AutorunDocument Autorun(AutorunFile file) => new(
        file.Path, file.Sha256, file.SizeBytes, ContractText.Of(file.Kind), file.MayStart, ContractText.Of(file.Reputation), file.Package, file.PackageUnread);

    public static DroppedDocument Dropped(DroppedFile file) => new(
        file.Path, file.Sha256, file.SizeBytes, ContractText.Of(file.Kind), file.WasRun, ContractText.Of(file.Reputation));

    public static IndicatorDocument Indicator(IndicatorReputation each)
    {
        var (kind, reputation) = (ContractText.Of(each.Indicator.Kind), ContractText.Of(each.Reputation));
        return each.Report is not { } report
            ? new IndicatorDocument(kind, each.Indicator.Value, each.Check, reputation, each.Seen)
            : new AnsweredIndicatorDocument(
                kind,
                each.Indicator.Value,
                each.Check,
                reputation,
                each.Seen,
                report.Flagged,
                report.Asked,
                report.FirstSeen is { } first ? ContractText.Of(first) : null,
                report.LastAnalysed is { } last ? ContractText.Of(last) : null,
                ContractText.Of(report.CheckedAt),
                ReputationLink.Of(report));
    }
}
