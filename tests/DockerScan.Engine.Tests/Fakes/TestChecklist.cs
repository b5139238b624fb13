using DockerScan.Core.Checks;
using DockerScan.Core.Scans;

namespace DockerScan.Engine.Tests.Fakes;

internal static class TestChecklist
{
    private static readonly LocalizedText Text = new("text", "글");

    public static Checklist Value { get; } = new(
        [new CheckGroup("secrets", Text)],
        [
            Check(CheckIds.SecretFile, RiskRule.Severity, StageIds.Trivy),
            Check(CheckIds.RootUser, RiskRule.Severity, StageIds.ImageConfig),
            Check("network.external-contact", RiskRule.Medium, StageIds.Sandbox),
        ]);

    private static CheckDefinition Check(string id, RiskRule risk, string fedBy) => new()
    {
        Id = id,
        Group = "secrets",
        Title = Text,
        Diagnosed = Text,
        Mend = Text,
        FedBy = [fedBy],
        Risk = risk,
        RiskReason = Text,
    };
}
