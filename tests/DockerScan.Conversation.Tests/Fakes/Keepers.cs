using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Reports;
using DockerScan.Core.Reports;
using DockerScan.Core.Stores;
using DockerScan.Engine.Alerting;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Conversation.Tests.Fakes;

/// <summary>The keeper over a rig's parts.</summary>
internal static class Keepers
{
    public static CardKeeper Make(Rig rig, IChannel channel, IReportLocator? locator = null, IResultPicture? picture = null, IReportRenderer? renderer = null)
    {
        locator ??= new NoReportLocator();
        var cards = rig.Services.GetRequiredService<ICardStore>();
        var verdicts = new VerdictCards(rig.Scans, locator, null, picture, NullLogger<VerdictCards>.Instance);
        var delivery = new CardDelivery(cards, rig.Scans, verdicts, new ReportCards(locator, renderer), NullLogger<CardDelivery>.Instance,
            new AlertMessages(rig.Services.GetRequiredService<IAlertStore>(), cards, rig.Scans, null),
            new LostPlaces(rig.Services.GetRequiredService<IWatchStore>(), rig.Services.GetRequiredService<IAlertStore>(), rig.Time));
        return new CardKeeper([channel], cards, delivery, rig.Services.GetRequiredService<WorkLoop>(), rig.Services.GetRequiredService<WorkerPresence>(), rig.Time);
    }
}
