using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Health;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Words;

/// <summary>The words in Korean.</summary>
internal sealed partial class KoreanWords : Vocabulary
{
    public static KoreanWords Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.Korean;

    public override string NoFixYet => "수정 버전 없음";

    public override string EndOfLife => "지원 종료";

    public override string MattersMost => "가장 중요한 항목";

    protected override string ThereMayBeMore => "검사하지 못한 부분이 있어 더 있을 수 있습니다.";

    public override string Label(Verdict verdict, Verdict atLeast) => verdict switch
    {
        Verdict.Unknown => atLeast > Verdict.None ? $"위험도 최소 {Of(atLeast)}, 검사 미완료" : Of(verdict),
        Verdict.None => Of(verdict),
        _ => $"위험도 {Of(verdict)}",
    };

    public override string Of(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "판정 불가",
        Verdict.None => "발견 없음",
        Verdict.Low => Of(Risk.Low),
        Verdict.Medium => Of(Risk.Medium),
        Verdict.High => Of(Risk.High),
    };

    public override string Meaning(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "검사하지 못한 부분이 있어 이 이미지가 안전한지 알 수 없습니다. 안전한 것으로 취급하지 마십시오.",
        Verdict.None => "필수 검사가 모두 완료되었고 미해결 항목이 없습니다.",
        Verdict.Low => "다른 취약점과 연계될 수 있는 잠재적 위협만 있습니다.",
        Verdict.Medium => "노출된 정보가 추가 유출로 이어질 수 있습니다. 중요한 것을 담기 전에 조치하십시오.",
        Verdict.High => "이미지를 실행하는 환경의 가용성·기밀성·무결성을 침해할 수 있습니다. 이대로 사용하지 마십시오.",
    };

    public override string Of(Risk risk) => risk switch
    {
        Risk.Low => "낮음",
        Risk.Medium => "중간",
        Risk.High => "높음",
    };

    public override string Meaning(Risk risk) => risk switch
    {
        Risk.High => "시스템이나 서비스의 가용성·기밀성·무결성을 침해할 수 있음",
        Risk.Medium => "노출된 정보가 추가 유출로 이어질 수 있음",
        Risk.Low => "다른 취약점과 연계될 수 있는 잠재적 위협",
    };

    public override string Counts(int high, int medium, int low) => $"{Of(Risk.High)} {high}, {Of(Risk.Medium)} {medium}, {Of(Risk.Low)} {low}";

    public override string Of(Severity severity) => severity switch
    {
        Severity.Unknown => "미평가",
        Severity.Low => "낮음",
        Severity.Medium => "중간",
        Severity.High => "높음",
        Severity.Critical => "심각",
    };

    public override string Phrase(Severity severity) => $"심각도 {Of(severity)}";

    public override string Of(CheckResult result) => result switch
    {
        CheckResult.NotAssessed => "진단 안 됨",
        CheckResult.NotDetected => "미탐지",
        CheckResult.Detected => "탐지",
    };

    public override string Classified(CheckResult result) => result switch
    {
        CheckResult.NotAssessed => Of(result),
        CheckResult.NotDetected => "미분류",
        CheckResult.Detected => "분류",
    };

    public override string Of(Reputation reputation) => reputation switch
    {
        Reputation.NotConfigured => "조회하지 않음",
        Reputation.OverQuota => "일일 조회 한도 초과, 나중에 조회",
        Reputation.Pending => "조회 대기 중",
        Reputation.Unknown => "VirusTotal에 정보 없음",
        Reputation.Harmless => "위협 판정 없음",
        Reputation.Suspicious => "의심",
        Reputation.Malicious => "악성",
    };

    public override string Of(IndicatorKind kind) => kind switch
    {
        IndicatorKind.File => "파일",
        IndicatorKind.Address => "주소",
        IndicatorKind.Domain => "도메인",
    };

    public override string Of(AutorunKind kind) => kind switch
    {
        AutorunKind.Missing => "파일 없음",
        AutorunKind.Script => "스크립트",
        AutorunKind.Elf => "ELF 프로그램",
        AutorunKind.Other => "기타",
    };

    public override string Of(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "정상",
        HealthStatus.Degraded => "제한됨",
        HealthStatus.Unhealthy => "중단",
    };
}
