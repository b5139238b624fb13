using System.Text.Json;
using DockerScan.Core.Reputations;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;

namespace DockerScan.Documents;

/// <summary>Reads what an image starts and what it did.</summary>
public static class StoredBehavior
{
    public static NetworkContact Contact(JsonElement element)
    {
        var contact = new StoredObject(element);
        return new NetworkContact(
            contact.Given("protocol")!, contact.Given("address")!, contact.Number("port"), contact.TextOrNull("domain"), contact.TextOrNull("process"),
            contact.TextOrNull("application"), contact.Given("summary")!)
        {
            Reputation = Reputation(contact),
        };
    }

    public static NetworkListener Listener(JsonElement element)
    {
        var listener = new StoredObject(element);
        return new NetworkListener(listener.Given("protocol")!, listener.Given("address")!, listener.Number("port"), listener.TextOrNull("process"));
    }

    public static ObservedProcess Process(JsonElement element)
    {
        var process = new StoredObject(element);
        return new ObservedProcess(process.Given("command")!, process.TextOrNull("executable"), process.Number("uid"));
    }

    public static SandboxTimeline Timeline(JsonElement element)
    {
        var timeline = new StoredObject(element);
        return new SandboxTimeline(
            timeline.Long("windowMs"),
            timeline.Has("bars", out _) ? timeline.List("bars", Bar) : null!,
            timeline.Has("marks", out _) ? timeline.List("marks", Mark) : null!);
    }

    public static SandboxUse Sandbox(JsonElement element)
    {
        var use = new StoredObject(element);
        return new SandboxUse((SandboxMode)use.Choice(typeof(SandboxMode), "mode"), use.HasValue("run", out var run) ? Run(new StoredObject(run)) : null);
    }

    public static CaptureInfo Capture(JsonElement element)
    {
        var capture = new StoredObject(element);
        return new CaptureInfo(capture.Long("sizeBytes"), capture.Number("frames"), capture.Given("sha256")!);
    }

    public static AutorunFile Autorun(JsonElement element)
    {
        var file = new StoredObject(element);
        return new AutorunFile
        {
            Path = file.Text("path"),
            Sha256 = file.TextOrNull("sha256"),
            SizeBytes = file.Long("sizeBytes"),
            Kind = (AutorunKind)file.NeededChoice(typeof(AutorunKind), "kind"),
            StartedBy = file.Text("startedBy"),
            Depth = file.Number("depth"),
            MayStart = file.Flag("mayStart"),
            Package = file.TextOrNull("package"),
            PackageUnread = file.TextOrNull("packageUnread"),
            Reputation = Reputation(file),
        };
    }

    public static DroppedFile Dropped(JsonElement element)
    {
        var file = new StoredObject(element);
        return new DroppedFile(
            file.Given("path")!, file.TextOrNull("sha256"), file.Long("sizeBytes"), (AutorunKind)file.Choice(typeof(AutorunKind), "kind"), file.Flag("wasRun"))
        {
            Reputation = Reputation(file),
        };
    }

    private static Reputation Reputation(StoredObject owner) => (Reputation)owner.Choice(typeof(Reputation), "reputation");

    private static TimelineBar Bar(JsonElement element)
    {
        var bar = new StoredObject(element);
        return new TimelineBar(bar.Given("label")!, bar.Long("startMs"), bar.LongOrNull("endMs"), bar.Number("uid"), bar.Flag("isSuspicious"));
    }

    private static TimelineMark Mark(JsonElement element)
    {
        var mark = new StoredObject(element);
        return new TimelineMark(mark.Long("atMs"), mark.Given("label")!, mark.Given("kind")!, mark.Flag("isSuspicious")) { Host = mark.TextOrNull("host") };
    }

    private static TargetRun Run(StoredObject run) => new((TargetEnd)run.Choice(typeof(TargetEnd), "end"), run.Long("ranMs"));
}
