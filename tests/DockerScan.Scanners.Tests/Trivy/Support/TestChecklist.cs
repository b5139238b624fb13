using DockerScan.Core.Checks;

namespace DockerScan.Scanners.Tests.Trivy.Support;

internal static class TestChecklist
{
    public static Checklist Create() => new(
        [],
        [
            Check(CheckIds.OutdatedSoftware),
            Check(CheckIds.InsecureCoding, 77, 94, 190, 674, 1333),
            Check(CheckIds.NetworkSecurity, 295, 400, 770),
            Check(CheckIds.WeakAccessControl, 287),
        ]);

    private static CheckDefinition Check(string id, params int[] cwes) => new()
    {
        Id = id,
        Group = "cve",
        Title = new LocalizedText(id, id),
        Diagnosed = new LocalizedText(id, id),
        Mend = new LocalizedText(id, id),
        FedBy = ["trivy"],
        Risk = RiskRule.Cvss,
        RiskReason = new LocalizedText(id, id),
        Cwes = cwes,
    };
}
