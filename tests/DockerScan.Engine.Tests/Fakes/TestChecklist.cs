using DockerScan.Core.Checks;
using DockerScan.Core.Stages;

namespace DockerScan.Engine.Tests.Fakes;

internal static class TestChecklist
{
    private static readonly LocalizedText Text = new("text", "글");

    public static Checklist Value { get; } = new(
        [new CheckGroup("secrets", Text)],
        [
            Check(CheckIds.SecretFile, RiskRule.Severity, StageIds.Trivy),
            Check(CheckIds.RootUser, RiskRule.Severity, StageIds.ImageConfig),
            Check(CheckIds.ExternalContact, RiskRule.Medium, StageIds.Sandbox),
            Check(CheckIds.MaliciousAddress, RiskRule.High, StageIds.Sandbox, StageIds.VirusTotal),
            Check(CheckIds.AutorunFile, RiskRule.Severity, StageIds.Autorun),
            Check(CheckIds.AutorunMalware, RiskRule.High, StageIds.Autorun, StageIds.VirusTotal),
        ]);

    private static CheckDefinition Check(string id, RiskRule risk, params IReadOnlyList<string> fedBy) => new()
    {
        Id = id,
        Group = "secrets",
        Title = Text,
        Diagnosed = Text,
        Mend = Text,
        FedBy = fedBy,
        Risk = risk,
        RiskReason = Text,
    };
}
