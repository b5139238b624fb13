using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Health;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Conversation.Strings;

/// <summary>The words in Korean, with the terms of the Korean report.</summary>
internal sealed class KoreanCardStrings : CardStrings
{
    public static KoreanCardStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.Korean;

    public override string VerdictLabel(Verdict verdict, Verdict atLeast) => verdict switch
    {
        Verdict.Unknown => atLeast > Verdict.None ? $"판정 불가, 최소 {Word(atLeast)}" : "판정 불가",
        Verdict.None => "발견 없음",
        _ => $"위험도 {Word(verdict)}",
    };

    public override string VerdictMeaning(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "검사하지 못한 부분이 있어 이 이미지가 안전한지 알 수 없습니다. 안전한 것으로 취급하지 마십시오.",
        Verdict.None => "필수 검사가 모두 완료되었고 미해결 항목이 없습니다.",
        Verdict.Low => "다른 취약점과 연계될 수 있는 잠재적 위협만 있습니다.",
        Verdict.Medium => "노출된 정보가 추가 유출로 이어질 수 있습니다. 중요한 것을 담기 전에 조치하십시오.",
        Verdict.High => "이미지를 실행하는 환경의 가용성·기밀성·무결성을 침해할 수 있습니다. 이대로 사용하지 마십시오.",
    };

    public override string RiskLabel(Risk risk) => risk switch
    {
        Risk.Low => "낮음",
        Risk.Medium => "중간",
        Risk.High => "높음",
    };

    public override string SeverityWord(Severity severity) => severity switch
    {
        Severity.Unknown => "심각도 미평가",
        Severity.Low => "심각도 낮음",
        Severity.Medium => "심각도 중간",
        Severity.High => "심각도 높음",
        Severity.Critical => "심각도 심각",
    };

    public override string? StageName(string id) => id switch
    {
        StageIds.Resolve => "이미지 확인",
        StageIds.Acquire => "이미지 내려받기",
        StageIds.Trivy => "취약점과 비밀 정보",
        StageIds.ImageConfig => "이미지 설정과 파일 권한",
        StageIds.Autorun => "자동 실행 파일",
        StageIds.Sandbox => "샌드박스",
        StageIds.VirusTotal => "평판 조회",
        _ => null,
    };

    public override string? StageState(StageOutcome? outcome) => outcome switch
    {
        StageOutcome.Failed => "실패",
        StageOutcome.Completed => "완료",
        StageOutcome.Partial => "일부만 완료",
        StageOutcome.TimedOut => "시간 초과",
        StageOutcome.Unsupported => "지원 안 됨",
        StageOutcome.Skipped => "건너뜀",
        null => "진행 중",
    };

    public override string Shortfall(string id, StageOutcome outcome, string reason)
        => $"{StageName(id) ?? id}: {StageState(outcome)}{(reason.Length == 0 ? string.Empty : " — " + reason)}";

    public override string Scanning(string image) => $"{image} 검사 중";

    public override string JoinedScan => "같은 검사가 먼저 요청되어 있어 그 검사를 보여 줍니다.";

    public override string NextInLine => "대기 중, 1번째: 다음 차례입니다.";

    public override string Queued(int position, int before) => $"대기 중, {position}번째: 앞에 {before}건이 있습니다.";

    public override string Running => "검사 중입니다.";

    public override string Ended => "검사가 끝났습니다. 곧 판정이 표시됩니다.";

    public override string NotScanned(string image) => $"{image}: 검사하지 않음";

    public override string Cancelled => "검사가 끝나기 전에 취소되었습니다. 이 이미지에 대해 알려진 것이 없습니다.";

    public override string Failed(string reason) => $"이미지를 검사할 수 없었습니다: {reason}";

    public override string Reused(string image, string time, string command)
        => $"이 내용은 이미 {time} UTC에 {image} 이미지로 검사되었고, 그 후 바뀐 것이 없습니다. 다시 검사하려면: {command}";

    public override string Image => "이미지";

    public override string Content => "내용";

    public override string System => "시스템";

    public override string Findings => "발견 항목";

    public override string Scan => "검사";

    public override string Took(string scan, string duration) => $"{scan}, {duration} 소요";

    public override string Seconds(string seconds) => $"{seconds}초";

    public override string Minutes(int minutes, int seconds) => $"{minutes}분 {seconds}초";

    public override string Hours(int hours, int minutes) => $"{hours}시간 {minutes}분";

    public override string Packages(int count) => $"패키지 {count}개";

    public override string PackagesNotListed => "패키지 목록 없음";

    public override string EndOfLife => "지원 종료";

    public override string NoOperatingSystem => "운영체제를 찾지 못함";

    public override string Counts(int high, int medium, int low) => $"높음 {high}, 중간 {medium}, 낮음 {low}";

    public override string Accepted(int count) => $"예외 승인 {count}";

    public override string Top => "가장 중요한 항목";

    public override string More(int count, string command) => $"외 {count}건: {command}";

    public override string Report => "보고서";

    public override string Capture => "캡처한 프레임";

    public override string AllFindings => "전체 발견 항목";

    public override string ScanAgain => "다시 검사";

    public override string Cancel => "취소";

    public override string Previous => "이전";

    public override string Next => "다음";

    public override string Vulnerable(string package, string worst) => $"{package}: 알려진 취약점 {worst}";

    public override string Vulnerable(string package, int count, string worst) => $"{package}: 알려진 취약점 {count}건, 가장 심각한 것은 {worst}";

    public override string NoFix => "수정 버전이 아직 없습니다.";

    public override string Upgrade(string version) => $"{version} 버전으로 업그레이드하십시오.";

    public override string UpgradeMends(int mended, int total) => $"업그레이드하면 {total}건 중 {mended}건이 해소됩니다.";

    public override string Of(string id, string package) => $"{package}의 {id}";

    public override string NoFixYet => "수정 버전 없음";

    public override string FixedIn(string version) => $"수정 버전 {version}";

    public override string Key(string key, bool isAccepted) => $"키 {key}{(isAccepted ? ", 예외 승인됨" : string.Empty)}";

    public override string Reputation => "평판";

    public override string Waiting(int count) => $"VirusTotal: 응답 {count}건을 기다리는 중이며, 응답이 오면 이 카드를 보완합니다.";

    public override string Flagged(int flagged, int asked, int unknown, bool isSoFar)
        => $"VirusTotal: {(isSoFar ? "현재까지 " : string.Empty)}{asked}건 중 {flagged}건 탐지{(unknown == 0 ? string.Empty : $", {unknown}건은 정보 없음")}.";

    public override string NotLookedUp(int count) => $"VirusTotal: {count}건은 조회하지 않았습니다.";

    public override string WaitingLabel => "대기 중";

    public override string MaliciousLabel => "악성";

    public override string SuspiciousLabel => "의심";

    public override string BadAnswer(string image) => $"{image}: VirusTotal에서 악성으로 판정됨";

    public override string Amended(string command) => $"위 카드를 보완했습니다. 자세히 보기: {command}";

    public override string Malicious => "악성";

    public override string FlaggedBy(string what, int? flagged, int? asked) => $"{what}: 엔진 {asked}개 중 {flagged}개가 탐지";

    public override string Coverage => "검사 범위";

    public override string NotReported => "필수 단계 하나가 아무 결과도 보고하지 않았습니다.";

    public override string OpenNetwork => "샌드박스가 open 모드로 실행되어 이미지가 실제 네트워크를 사용했습니다. 접속 시도는 실제로 상대에게 도달했을 수 있습니다.";

    public override string ShortRun(string seconds) => $"이미지가 {seconds} 동안만 실행되어 확인할 수 있는 것이 거의 없었습니다.";

    public override string Whole(int stages, int checks) => $"{stages}개 단계 중 {stages}개 완료, {checks}개 점검 항목 중 {checks}개 진단.";

    public override string NoCheck => "점검 목록: 진단된 항목이 없습니다.";

    public override string NotLookedAtLabel => "검사 안 됨";

    public override string NotAssessedLabel => "진단 안 됨";

    public override string NoticeLabel => "참고";

    public override string CompleteLabel => "완료";

    public override string OpenNetworkLabel => "실제 네트워크";

    public override string ShortRunLabel => "짧은 실행";

    public override string ScanCancelled(string scan) => $"검사 {scan} 취소됨";

    public override string FindingsIn(string image) => $"{image}의 발견 항목";

    public override string Incomplete => "검사가 완료되지 않았습니다. 찾지 못한 항목이 더 있을 수 있습니다.";

    public override string Matching(string filter, string matching, string all) => $"‘{filter}’ 검색: 전체 ({all}) 중 ({matching})";

    public override string Page(int first, int last, int count, int page, int pages) => $"{count}건 중 {first}~{last}, {pages}쪽 중 {page}쪽";

    public override string ReportOf(string image) => $"{image} 보고서";

    public override string Link => "링크";

    public override string WebPage => "웹 페이지";

    public override string Compared(string before, string after) => $"{before}, {after} 비교";

    public override string New => "새로 발견됨";

    public override string Worse => "이전보다 악화됨";

    public override string Fixed => "해소됨";

    public override string NotComparable => "이전에 발견되었으나 이번에는 완전히 검사되지 않음";

    public override string Before => "이전";

    public override string After => "이후";

    public override string Changes(int added, int worse, int mended, int unchanged, int notComparable)
        => $"새로 발견 {added}건, 악화 {worse}건, 해소 {mended}건, 변화 없음 {unchanged}건, 비교 불가 {notComparable}건.";

    public override string FirstIncomplete => "첫 번째 검사가 완료되지 않았습니다. 새로 발견된 항목이 이전에도 있었을 수 있습니다.";

    public override string SecondIncomplete => "두 번째 검사가 완료되지 않았습니다. 찾지 못한 항목이 더 있을 수 있습니다.";

    public override string ScanOf(string scan) => $"검사 {scan}";

    public override string MoreLike(int count) => $"비슷한 항목이 {count}건 더 있습니다.";

    public override string OfThemAccepted(int count) => $"이 중 {count}건은 예외 승인됨.";

    public override string Status => "상태";

    public override string Queue => "대기열";

    public override string Depth(int waiting, int running) => $"대기 {waiting}건, 실행 {running}건";

    public override string Health => "구성 요소 상태";

    public override string NoHealth => "상태를 보고하는 구성 요소가 없습니다.";

    public override string HealthLabel(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "정상",
        HealthStatus.Degraded => "제한됨",
        HealthStatus.Unhealthy => "중단",
    };

    public override string WhatToDo => "조치";

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "판정 불가",
        Verdict.None => "발견 없음",
        Verdict.Low => "낮음",
        Verdict.Medium => "중간",
        Verdict.High => "높음",
    };
}
