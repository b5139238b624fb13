using DockerScan.Core;

namespace DockerScan.Conversation.Strings;

/// <summary>The words in Korean, with the terms of the Korean report.</summary>
internal sealed class KoreanCardStrings : CardStrings
{
    public static KoreanCardStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.Korean;

    public override string Scanning(string image) => $"{image} 검사 중";

    public override string JoinedScan => "같은 검사가 먼저 요청되어 있어 그 검사를 보여 줍니다.";

    public override string NextInLine => "대기 중, 1번째: 다음 차례입니다.";

    public override string Queued(int position, int before) => $"대기 중, {position}번째: 앞에 {before}건이 있습니다.";

    public override string Running => "검사 중입니다.";

    public override string Ended => "검사가 끝났습니다. 곧 판정이 표시됩니다.";

    public override string NotScanned(string image) => $"{image}: 검사하지 않음";

    public override string NothingLookedAt => "검사한 것 없음";

    public override string Cancelled => "검사가 끝나기 전에 취소되었습니다. 이 이미지에 대해 알려진 것이 없습니다.";

    public override string Failed(string reason) => $"이미지를 검사할 수 없었습니다: {reason}";

    public override string Reused(string image, string time, string command)
        => $"이 내용은 이미 {time} UTC에 {image} 이미지로 검사되었고, 그 후 바뀐 것이 없습니다. 다시 검사하려면: {command}";

    public override string NewestFailed(string time, string reason, string olderTime)
        => $"가장 최근인 {time} UTC의 검사는 이미지를 가져오지 못했습니다: {reason} 아래는 {olderTime} UTC의 결과입니다.";

    public override string Image => "이미지";

    public override string Content => "내용";

    public override string System => "시스템";

    public override string Findings => "발견 항목";

    public override string Scan => "검사";

    public override string Took(string scan, string duration) => $"{scan}, {duration} 소요";

    public override string Packages(int count) => $"패키지 {count}개";

    public override string PackagesNotListed => "패키지 목록 없음";

    public override string NoOperatingSystem => "운영체제를 찾지 못함";

    public override string AcceptedName => "예외 승인";

    public override string Accepted(int count) => $"예외 승인 {count}";

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

    public override string FixedIn(string version) => $"수정 버전 {version}";

    public override string Key(string key, bool isAccepted) => $"키 {key}{(isAccepted ? ", 예외 승인됨" : string.Empty)}";

    public override string Reputation => "평판";

    public override string Waiting(int count) => $"VirusTotal: 응답 {count}건을 기다리는 중이며, 응답이 오면 이 카드를 보완합니다.";

    public override string Flagged(int flagged, int asked, int unknown, bool isSoFar)
        => $"VirusTotal: {(isSoFar ? "현재까지 " : string.Empty)}{asked}건 중 {flagged}건 탐지{(unknown == 0 ? string.Empty : $", {unknown}건은 정보 없음")}.";

    public override string NotLookedUp(int count) => $"VirusTotal: {count}건은 조회하지 않았습니다.";

    public override string WaitingLabel => "대기 중";

    public override string BadAnswer(string image) => $"{image}: VirusTotal에서 악성으로 판정됨";

    public override string Amended(string command) => $"위 카드를 보완했습니다. 자세히 보기: {command}";

    public override string FlaggedBy(string what, int? flagged, int? asked) => $"{what}: 엔진 {asked}개 중 {flagged}개가 탐지";

    public override string Coverage => "검사 범위";

    public override string NotReported => "필수 단계 하나가 아무 결과도 보고하지 않았습니다.";

    public override string Whole(int stages, int checks) => $"{stages}개 단계 중 {stages}개 완료, {checks}개 점검 항목 중 {checks}개 진단.";

    public override string NoCheck => "점검 목록: 진단된 항목이 없습니다.";

    public override string NotLookedAtLabel => "검사 안 됨";

    public override string NoticeLabel => "참고";

    public override string CompleteLabel => "완료";

    public override string ShortRunLabel => "짧은 실행";

    public override string ScanCancelled(string scan) => $"검사 {scan} 취소됨";

    public override string FindingsIn(string image) => $"{image}의 발견 항목";

    public override string Incomplete => "검사가 완료되지 않았습니다. 찾지 못한 항목이 더 있을 수 있습니다.";

    public override string Matching(string filter, string matching, string all) => $"‘{filter}’ 검색: 전체 ({all}) 중 ({matching})";

    public override string Page(int first, int last, int count, int page, int pages) => $"{count}건 중 {first}~{last}, {pages}쪽 중 {page}쪽";

    public override string ReportOf(string image) => $"{image} 보고서";

    public override string OpenUntil(string day) => $"열기, {day}까지";

    public override string WebPage => "웹 페이지";

    public override string OpenFile => "보고서를 파일로 첨부했습니다. 저장한 뒤 브라우저에서 여십시오.";

    public override string OpenPdf => "보고서를 PDF로 첨부했습니다.";

    public override string WriteReport(string command) => $"DockerScan 운영자가 서버에서 보고서를 만들거나({command}) 링크를 제공할 수 있습니다(Web:PublicUrl).";

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

    public override string WhatToDo => "조치";
}
