using DockerScan.Core.Checks;
using DockerScan.Core.Stages;

namespace DockerScan.TestKit.Builders;

/// <summary>A small checklist that stands still, whatever <c>config/checklist.yaml</c> becomes.</summary>
public static class SampleChecklist
{
    /// <summary>The checklist.</summary>
    public static Checklist Create() => new(
        [
            Group("cve", "CVE diagnosis", "CVE 진단"),
            Group("privilege", "Privileges", "권한"),
            Group("network", "Access control", "접근 통제"),
            Group("autorun", "Executables", "실행 파일"),
            Group("secret", "Secrets", "비밀 정보"),
            Group("behavior", "Behaviour", "동작"),
        ],
        [
            Check(CheckIds.OutdatedSoftware, "cve", "Outdated software", "구버전 소프트웨어", RiskRule.Cvss, [StageIds.Trivy]),
            Check(CheckIds.InsecureCoding, "cve", "Insecure coding", "안전하지 않은 코딩", RiskRule.Cvss, [StageIds.Trivy], 787, 79),
            Check(CheckIds.NetworkSecurity, "cve", "Network security", "네트워크 보안", RiskRule.Cvss, [StageIds.Trivy], 295, 400),
            Check(CheckIds.Misconfiguration, "cve", "Misconfiguration", "설정 오류", RiskRule.Severity, [StageIds.Trivy, StageIds.ImageConfig], 16, 276),
            Check(CheckIds.WeakAccessControl, "cve", "Weak access control", "취약한 접근 통제", RiskRule.Cvss, [StageIds.Trivy], 287, 798),
            Check(CheckIds.RootUser, "privilege", "Root privileges", "루트 권한 사용", RiskRule.High, [StageIds.ImageConfig, StageIds.Sandbox]),
            Check("network.external-contact", "network", "Contact with outside addresses", "외부 접속", RiskRule.Medium, [StageIds.Sandbox]),
            Check("network.tcp-process", "network", "Listening processes", "TCP 프로세스", RiskRule.Low, [StageIds.Sandbox]),
            Check(CheckIds.AutorunFile, "autorun", "Files started automatically", "자동 실행 파일", RiskRule.Low, [StageIds.Autorun]),
            Check(CheckIds.AutorunMalware, "autorun", "Malware among them", "자동 실행 악성 코드", RiskRule.High, [StageIds.Autorun, StageIds.VirusTotal]),
            Check(CheckIds.SecretFile, "secret", "Secret in a file", "파일 내 비밀 정보", RiskRule.High, [StageIds.Trivy]),
            Check(CheckIds.SecretEnv, "secret", "Secret in the environment", "환경 변수 내 비밀 정보", RiskRule.High, [StageIds.Trivy]),
            Check("behavior.miner", "behavior", "Crypto-mining", "암호 화폐 채굴", RiskRule.High, [StageIds.Sandbox]),
        ]);

    private static CheckGroup Group(string id, string en, string ko) => new(id, new LocalizedText(en, ko));

    private static CheckDefinition Check(string id, string group, string en, string ko, RiskRule risk, string[] fedBy, params int[] cwes) => new()
    {
        Id = id,
        Group = group,
        Title = new LocalizedText(en, ko),
        Diagnosed = new LocalizedText($"How \"{en}\" is diagnosed, in a sentence.", $"‘{ko}’ 항목의 진단 방법을 설명하는 문장입니다."),
        Mend = new LocalizedText($"How \"{en}\" is mended, in a sentence.", $"‘{ko}’ 항목의 조치 방법을 설명하는 문장입니다."),
        Asset = new LocalizedText($"What \"{en}\" puts at stake", $"‘{ko}’의 자산"),
        Threat = new LocalizedText($"Who makes use of \"{en}\"", $"‘{ko}’의 위협"),
        RiskReason = new LocalizedText($"Why \"{en}\" has this risk.", $"‘{ko}’ 항목의 위험도 판단 근거입니다."),
        FedBy = fedBy,
        Risk = risk,
        Cwes = cwes,
        CweSource = cwes.Length > 0 ? "MITRE CWE 4.17" : string.Empty,
    };
}
