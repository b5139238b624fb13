using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Words;

namespace DockerScan.Reporting.Strings;

internal sealed partial class KoreanStrings : ReportStrings
{
    public static KoreanStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.Korean;

    public override string ReportTitle => "이미지 위험 진단 보고서";

    public override string Contents => "목차";

    public override string Footer => "이 보고서는 검사 시점에 명시된 도구로 확인할 수 있었던 내용입니다. 아직 공개되지 않은 취약점은 찾아낼 수 없습니다.";

    public override string WorstIs(Risk risk, int count) => $"위험도 ‘{Word(risk)}’ 미해결 항목 {count}건: {Words.Meaning(risk)}.";

    public override string UnknownAtLeast(string worst) => $"검사가 완료되지 않았습니다. 지금까지 발견된 항목만으로도 위험도는 최소 ‘{worst}’입니다.";

    public override string UnknownNothing => "검사가 완료되지 않았습니다. 발견된 항목이 없지만, 이는 아무것도 증명하지 않습니다.";

    public override string UnknownMeans => "검사가 모두 완료될 때까지 이 이미지는 안전하지 않은 것으로 취급하십시오.";

    public override string NoneStarted => "발견 없음: 요청한 검사가 모두 완료되었고 미해결 항목이 없습니다.";

    public override string NoneNotStarted => "발견 없음. 단, 이미지를 실행해 보지는 않았습니다.";

    public override string NoneNotFullySeen => "발견 없음. 단, 이미지를 실행했을 때의 동작은 완전히 확인되지 않았습니다.";

    public override string NoneNotAnswered => "현재까지 발견 없음. 단, 일부는 답을 얻지 못했습니다. ‘진단하지 못한 부분’을 참고하십시오.";

    public override string NotStarted => "이미지를 실행하지 않았으므로 실행 중의 동작은 진단되지 않았습니다.";

    public override string NotFullySeen => "이미지를 실행했을 때의 동작은 완전히 확인되지 않았습니다.";

    public override string AcceptedDoNotCount(int count) => $"예외 승인된 {count}건은 판정에 포함되지 않습니다.";

    public override string Failure => "이미지를 검사할 수 없었습니다";

    public override string Environment => "환경";

    public override string Subject => "검사 대상";

    public override string Property => "항목";

    public override string Value => "값";

    public override string Asked => "요청한 이미지";

    public override string Repository => "저장소";

    public override string Digest => "다이제스트";

    public override string LocalOnly => "없음: 이 엔진에만 있는 이미지";

    public override string ImageId => "이미지 ID";

    public override string Platform => "플랫폼";

    public override string OperatingSystem => "운영체제";

    public override string NotKnown => "알 수 없음";

    public override string Size => "크기";

    public override string Layers => "레이어";

    public override string Packages => "패키지";

    public override string User => "사용자";

    public override string RootByDefault => "지정되지 않음(root로 실행)";

    public override string Entrypoint => "엔트리포인트";

    public override string Command => "명령";

    public override string ExposedPorts => "노출 포트";

    public override string NoneWord => "없음";

    public override string Created => "생성 시각";

    public override string ScanNumber => "검사 번호";

    public override string ScanTime => "검사 시각";

    public override string ScanTimeText(string start, string end, string duration) => $"{start} ~ {end} ({duration})";

    public override string Scope => "검사 범위";

    public override string Stage => "단계";

    public override string Outcome => "결과";

    public override string Duration => "소요 시간";

    public override string Note => "비고";

    public override string ToolsAndData => "도구와 데이터";

    public override string Item => "항목";

    public override string Gaps => "진단하지 못한 부분";

    public override string GapsLoud => "일부는 검사되지 않았습니다. 아래 부분에 대해서는 이 보고서를 위험이 없다는 뜻으로 읽어서는 안 됩니다.";

    public override string GapChecks => "답을 얻지 못한 점검 항목";

    public override string NoGaps => "모든 단계가 완료되었습니다.";

    public override string Risk => "위험";

    public override string VerdictTitle => "판정";

    public override string Numbers => "요약 수치";

    public override string Findings => "발견 항목";

    public override string OfWhichFixable => "수정 버전 있음";

    public override string MeaningTitle => "의미";

    public override string BySeverity => "심각도별 미해결 항목";

    public override string ByRisk => "위험도별 미해결 항목";

    public override string Checks => "점검 목록";

    public override string NoFindings => "미해결 항목이 없습니다.";

    public override string NoFindingsUnknown => "지금까지 발견된 항목은 없습니다. 검사가 완료되지 않았으므로 이미지에 대해 아무것도 말해 주지 않습니다.";

    public override string Package => "패키지";

    public override string Installed => "설치 버전";

    public override string FixedIn => "수정 버전";

    public override string Vulnerabilities => "취약점";

    public override string More(int count) => $"외 {count}건";

    public override string Truncated(int shown, int total) => $"이 페이지에는 미해결 항목 {total}건 중 위험도가 높은 {shown}건만 표시합니다. 전체는 JSON 보고서에 있습니다.";

    public override string RowsLeftOff(int count) => $"나머지 {count}건은 JSON 보고서에 있습니다.";

    public override string Finding => "발견 항목";

    public override string Where => "위치";

    public override string Evidence => "근거";

    public override string DetailsNote => "패키지 또는 발견 항목별로 위험도가 높은 순서입니다. 취약점의 제목과 설명은 원문(영어)으로 표시합니다.";

    public override string DetailCount(int count) => $"{count}건";

    public override string Id => "ID";

    public override string SeverityTitle => "심각도";

    public override string WhatItIs => "내용";

    public override string WhyThisRisk => "위험도 판단 근거";

    public override string References => "참고 자료";

    public override string Key => "키";

    public override string FoundBy => "탐지 도구";

    public override string AcceptedReason => "사유";

    public override string AcceptedAuthor => "승인한 사람";

    public override string AcceptedUntil => "기한";

    public override string AcceptedTitle(int count) => $"예외 승인된 항목 ({count}건)";

    public override string Vector => "CVSS";

    public override string Autorun => "자동으로 실행되는 파일";

    public override string AutorunNote => "이미지를 실행하지 않고 ENTRYPOINT, CMD, HEALTHCHECK, ONBUILD에서 스크립트를 따라가며 확인했습니다.";

    public override string MayStart => "시작될 수 있음";

    public override string StartedBy => "실행 주체";

    public override string File => "파일";

    public override string Kind => "종류";

    public override string ReputationTitle => "평판";

    public override string ReputationNote => "해시, 주소, 도메인만 조회했으며 그 밖의 정보는 VirusTotal에 보내지 않았습니다. 주소와 도메인은 링크가 되지 않도록 표기했습니다. VirusTotal에 없는 항목은 안전하다는 뜻이 아닙니다.";

    public override string ReputationWaits(int count) => $"VirusTotal 조회 {Units.Number(count)}건이 아직 남아 있습니다. 응답이 온 뒤 보고서를 다시 요청하면 반영됩니다.";

    public override string Amended(string time, int revision) => $"{time}에 보완됨(개정 {Units.Number(revision)}): 검사 이후 VirusTotal 응답이 반영되었습니다.";

    public override string FlaggedBy(int flagged, int asked) => $"엔진 {Units.Number(asked)}개 중 {Units.Number(flagged)}개가 탐지";

    public override string MaybeMistaken => "탐지 엔진이 적어 오탐일 수 있음";

    public override string FirstSeen => "최초 확인";

    public override string LastAnalysed => "최근 분석";

    public override string OfPackage(string package) => $"조회하지 않음: 패키지 {package}에 속함";

    public override string Dropped => "실행 중 생성된 프로그램";

    public override string DroppedNote => "이미지에는 없으나 실행했을 때 나타났거나 실행된 프로그램과 스크립트입니다.";

    public override string WasRun => "실행됨";

    public override string Network => "외부 접속 시도";

    public override string Protocol => "프로토콜";

    public override string Application => "응용 프로토콜";

    public override string Process => "프로세스";

    public override string Summary => "시도 내용";

    public override string Listeners => "수신 대기 소켓";

    public override string Address => "주소";

    public override string Port => "포트";

    public override string Processes => "실행된 프로세스";

    public override string CommandLine => "명령줄";

    public override string Executable => "실행 파일";

    public override string Behavior => "샌드박스에서의 동작";

    public override string WasSeen(TargetRun? run) => run switch
    {
        { End: TargetEnd.StillRunning } => $"샌드박스에서 이미지를 실행하고 {Words.Duration(run)} 동안 관찰했습니다. 관찰이 끝날 때에도 실행 중이었습니다.",
        { End: TargetEnd.Ended } => $"샌드박스에서 이미지를 실행했으며, {Words.Duration(run)} 동안 실행된 뒤 스스로 종료되었습니다.",
        { End: TargetEnd.Stopped } => $"샌드박스에서 이미지를 실행하고 {Words.Duration(run)} 동안 관찰한 뒤 중지했습니다.",
        _ => "샌드박스에서 이미지를 실행하고 관찰했습니다.",
    };

    public override string MayLack => "아래 내용에는 빠진 것이 있을 수 있습니다.";

    public override string Capture(string file, string frames, string size, string sha256)
        => $"캡처한 프레임(각각 앞 256바이트까지)은 이 보고서와 같은 폴더의 {file} 파일에 있습니다(프레임 {frames}개, {size}, SHA-256 {sha256}).";

    public override string NoContacts => "접속 시도가 없었습니다. 관찰하는 동안 이름 조회도, 외부로 보낸 패킷도 없었습니다.";

    public override string NoListeners => "관찰하는 동안 수신 대기 소켓이 없었습니다.";

    public override string NoProcesses => "관찰하는 동안 프로세스가 발견되지 않았습니다.";

    public override string Domain => "도메인";

    public override string Exposed => "EXPOSE 선언";

    public override string Yes => "예";

    public override string No => "아니요";

    public override string Timeline => "시간순 동작";

    public override string NoTimeline => "시간순 동작 없음.";

    public override string RowsInReport(int count) => $"나머지 {count}행은 보고서에 있습니다";

    public override string TimelineTable => "시간순 동작을 표로 보기";

    public override string From => "시작(초)";

    public override string To => "종료(초)";

    public override string What => "내용";

    public override string SuspiciousWord => "의심 동작";

    public override string StillRunning => "계속 실행 중";

    public override string LegendRan => "실행 구간";

    public override string LegendOnce => "한 번";

    public override string LegendSeveral => "여러 번";

    public override string TimelineSummary(string seconds, int processes, int roots, int marks, int suspicious)
        => $"{seconds}초 동안 관찰: 프로세스 {processes}개(root {roots}개), 접속 및 기타 동작 {marks}건, 이 중 의심 동작 {suspicious}건.";

    public override string Measures => "대책";

    public override string Measure => "조치";

    public override string Removes => "해소";

    public override string Left => "조치 후 잔여";

    public override string Upgrade(string package, string installed, string target) => $"{package} 업그레이드: {installed} → {target} 이상";

    public override string MendCheck(string title) => $"조치: {title}";

    public override string DoNotUse(string checks) => $"이 이미지를 사용하지 마십시오: {checks}";

    public override string Unfixable(int findings, int packages)
        => $"패키지 {packages}개의 {findings}건은 아직 수정 버전이 없습니다. 패키지를 교체하거나 제거하고, 어려우면 예외로 승인해 기록한 뒤 주기적으로 다시 확인하십시오.";

    public override string NothingToDo => "조치할 항목이 없습니다.";

    public override string NothingToDoUnknown => "먼저 이미지 검사를 완료하십시오. ‘진단하지 못한 부분’을 참고하십시오.";

    public override string Checklist => "점검 목록";

    public override string ChecklistCounts(int detected, int notDetected, int notAssessed)
        => $"탐지 {detected}개, 미탐지 {notDetected}개, 진단 안 됨 {notAssessed}개.";

    public override string Group => "구분";

    public override string Check => "점검 항목";

    public override string ResultTitle => "결과";

    public override string RiskTitle => "위험도";

    public override string Diagnosed => "진단 방법";

    public override string Mend => "조치 방법";
}
