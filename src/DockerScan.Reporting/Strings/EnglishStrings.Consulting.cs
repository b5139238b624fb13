using DockerScan.Core.Words;

namespace DockerScan.Reporting.Strings;

/// <content>The environment, the table of risks and the appendix.</content>
internal sealed partial class EnglishStrings
{
    public override string AskedAndWhy => "What was asked, and why";

    public override string Goal => "Goal";

    public override string GoalText => "Decide whether this image may be used, and what has to be done before";

    public override string InScope => "In scope";

    public override string OutOfScope => "Out of scope";

    public override string OutOfScopeText => "The source code, the registry and the machines that run it; vulnerabilities that nobody has published; what the image does later, or only when somebody uses it";

    public override string BaseTitle => "Base image";

    public override string LayersTitle => "Which layer brought what";

    public override string LayersNote => "Open findings by the layer that brought them. What concerns the configuration or the running image has no layer.";

    public override string Step => "Dockerfile step";

    public override string Origin => "Comes from";

    public override string ThisImage => "this image";

    public override string ThreatsTitle => "What is at stake";

    public override string Asset => "Asset";

    public override string Threat => "Threat";

    public override string Weakness => "Vulnerability";

    public override string Appendix => "Appendix";

    public override string EveryVulnerability => "Every vulnerability";

    public override string BaseByLayers(string name, int layers, int total)
        => $"{name}: its {(layers == 1 ? "layer is the lowest" : $"{layers} layers are the lowest")} of {total} here";

    public override string BaseByLabel(string name)
        => $"{name}, as the image says of itself; nobody compared the layers";

    public override string BaseByName(string name, int layers, int total)
        => $"{name}, which the operator named: its {(layers == 1 ? "layer is the lowest" : $"{layers} layers are the lowest")} of {total} here";

    public override string BaseNewer(string name)
        => $"newer, and scanned too: {name}";

    public override string LayersLeftOut(int count)
        => $"{Units.Number(count)} more layers brought nothing that is listed.";

    public override string LayerNumber(int number)
        => $"layer {number}";

    public override string DetailsTitle(int count)
        => $"What it holds and does ({Units.Number(count)})";

    public override string PackagesTitle(int count)
        => $"Packages with vulnerabilities ({Units.Number(count)})";

    public override string RowsInAppendix(int count)
        => $"{Units.Number(count)} more stand in the appendix.";

    public override string SmallPackages(int count)
        => $"{Units.Number(count)} packages with few vulnerabilities, none of high risk";

    public override string Times(int count)
        => $"{Units.Number(count)} times";
}
