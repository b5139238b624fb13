using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;

namespace DockerScan.Web.Strings;

/// <summary>The words of the pages in Korean.</summary>
internal sealed partial class KoreanWebStrings : WebStrings
{
    public static KoreanWebStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.Korean;

    public override string Home => "검사";

    public override string Scans => "검사 목록";

    public override string Watches => "감시";

    public override string Status => "상태";

    public override string SignOut => "로그아웃";

    public override string SkipToContent => "본문으로 건너뛰기";

    public override string MainMenu => "주 메뉴";

    public override string SwitchLanguage => "English";

    public override string Footer => "정적 분석, 격리된 샌드박스, 평판 조회로 이미지를 진단합니다.";

    public override string Problem => "처리하지 못했습니다";

    public override string FormIsOld => "양식을 연 지 너무 오래되었거나 다른 곳에서 보낸 양식입니다. 아무것도 실행하지 않았습니다. 이전 페이지를 새로 고친 뒤 다시 보내십시오.";

    public override string FormTooLarge => "양식이 너무 크거나 전송이 중단되었습니다. 아무것도 실행하지 않았습니다.";

    public override string BackToStart => "첫 페이지로";

    public override string NotFound => "해당 검사가 없습니다";

    public override string NotFoundMeans => "주소가 잘못되었거나 검사가 삭제되었습니다.";

    public override string HomeTitle => "어떤 이미지를 검사할까요?";

    public override string HomeLead => "docker pull에 쓰는 이름을 입력하십시오. 이미지를 분석하고 외부와 차단된 샌드박스에서 실행한 뒤, 판정과 조치를 알려 드립니다.";

    public override string Image => "이미지";

    public override string ImageHint => "예: redis:7, ghcr.io/owner/app:1.2, 또는 @sha256:…가 붙은 이름";

    public override string MoreOptions => "추가 옵션";

    public override string Platform => "플랫폼";

    public override string PlatformHint => "운영체제/아키텍처(예: linux/arm64). 비워 두면 linux/amd64입니다.";

    public override string Anew => "최근 결과가 있어도 새로 검사";

    public override string WithoutSandbox => "이미지를 실행하지 않음(샌드박스 제외)";

    public override string Go => "검사 시작";

    public override string Recent => "최근 검사";

    public override string NoScansYet => "아직 검사한 이미지가 없습니다. 첫 검사는 1~2분 걸립니다.";

    public override string AllScans => "전체 검사";

    public override string Queue(int queued, int running) => $"현재: 진행 중 {running}건, 대기 {queued}건";

    public override string TooManyScans => "1분 동안 요청이 너무 많았습니다. 잠시 뒤 다시 보내십시오.";

    public override string Scanning(string image) => $"{image} 검사 중";

    public override string NextInLine => "대기 중: 다음 차례입니다.";

    public override string Waiting(int before) => $"대기 중: 앞에 {before}건이 있습니다.";

    public override string IsRunning => "검사를 진행하고 있습니다.";

    public override string HasEnded => "검사가 끝났습니다.";

    public override string Stages => "단계";

    public override string StageTitle => "단계";

    public override string NoStageYet => "아직 시작한 단계가 없습니다.";

    public override string Saw => "지금까지 관찰한 내용";

    public override string LiveHint => "이 페이지는 자동으로 갱신됩니다. 페이지를 떠나도 검사는 계속되며 검사 목록에서 볼 수 있습니다.";

    public override string Joined => "이미 요청된 검사이므로 그 검사를 보여 드립니다.";

    public override string Cancel => "검사 취소";

    public override string CancelAsked => "검사를 중지하고 있습니다.";

    public override string Cancelled => "취소된 검사입니다";

    public override string CancelledMeans => "이 이미지에 대해 확인된 내용이 없습니다.";

    public override string VerdictTitle => "판정";

    public override string Failed(string why) => $"이미지를 검사할 수 없었습니다: {why}";

    public override string Content => "콘텐츠";

    public override string System => "운영체제";

    public override string Packages(int count) => $"패키지 {Units.Number(count)}개";

    public override string NoSystem => "운영체제를 찾지 못함";

    public override string ScannedAt => "검사 시각";

    public override string Took(string duration) => $"소요 시간 {duration}";

    public override string Reused(string time) => $"같은 콘텐츠를 이미 검사했으므로 {time}의 결과를 보여 드립니다. ‘다시 검사’를 누르면 새로 검사합니다.";

    public override string NotAssessed => "진단하지 못한 것";

    public override string NothingLookedAt => "이미지를 전혀 검사하지 못해 알려진 내용이 없습니다. 안전한 것으로 간주하지 마십시오.";

    public override string AllAssessed => "모든 단계를 완료했고 모든 점검 항목에 결과가 있습니다.";

    public override string ChecksWithoutAnswer(int count) => $"결과가 없는 점검 항목 {count}개:";

    public override string NoCheck => "결과가 있는 점검 항목이 없습니다.";

    public override string Measures => "먼저 할 일";

    public override string NothingToDo => "미해결 항목이 없습니다.";

    public override string NothingToDoUnknown => "미해결 항목을 찾지 못했지만 전부 검사한 것은 아닙니다. 누락된 부분을 해결한 뒤 다시 검사하십시오.";

    public override string OnlyUnfixable(int count) => $"미해결 항목 {Units.Number(count)}건은 수정 버전이 없는 패키지에 있습니다. 더 새로운 기반 이미지를 사용하거나 수정 버전을 기다리십시오.";

    public override string Upgrade(string package, string installed, string target) => $"{package} 업그레이드: {installed} → {target} 이상";

    public override string ChangeBase(string from, string to, int brings) => $"FROM을 {from}에서 {to}(으)로 변경{Brought(brings)}";

    public override string Rebuild(string name, int brings) => $"최신 {name} 기반으로 다시 빌드{Brought(brings)}";

    private static string Brought(int count) => count > 0 ? $"(새로 생기는 취약점 {Units.Number(count)}건)" : string.Empty;

    public override string MendCheck(string check) => $"조치: {check}";

    public override string DoNotUse(string checks) => $"이 이미지를 사용하지 마십시오: {checks}";

    public override string Removes(int count) => $"{Units.Number(count)}건 해소";

    public override string MoreMeasures(int count) => $"보고서에 {Units.Number(count)}건 더 있음";

    public override string Checks => "점검표";

    public override string Check => "점검 항목";

    public override string ResultTitle => "결과";

    public override string RiskTitle => "위험도";

    public override string Findings => "발견 항목";

    public override string FindingCount(int count) => $"{Units.Number(count)}건";

    public override string Accepted(int count) => $"수용됨 {Units.Number(count)}건(집계 제외)";

    public override string Filter => "조회";

    public override string Any => "전체";

    public override string SearchFindings => "검색(CVE, 패키지, 내용)";

    public override string NoneMatch => "일치하는 항목이 없습니다.";

    public override string Vulnerabilities(int count) => $"취약점 {Units.Number(count)}건";

    public override string FixedIn => "수정 버전";

    public override string SeverityTitle => "심각도";

    public override string IdTitle => "ID";

    public override string WhatItIs => "설명";

    public override string Where => "위치";

    public override string Evidence => "근거";

    public override string Mend => "조치";

    public override string MoreInGroup(int count) => $"이 패키지의 나머지 {Units.Number(count)}건은 보고서에 있습니다.";

    public override string Behaviour => "접속을 시도한 대상";

    public override string MoreContacts(int count) => $"나머지 {Units.Number(count)}건은 보고서에 있습니다.";

    public override string Report => "전체 보고서";

    public override string OpenReport => "열기";

    public override string Download(string form) => $"{form} 내려받기";

    public override string ScanAgain => "다시 검사";

    public override string History => "이 이미지의 이력";

    public override string HistoryOf(string image) => $"{image} 이력";

    public override string Trend => "최근 검사의 발견 건수(오래된 순)";

    public override string Pages => "페이지";

    public override string Previous => "이전";

    public override string Next => "다음";

    public override string PageOf(int page, int pages) => $"{pages}쪽 중 {page}쪽";

    public override string Page(int page) => $"{page}쪽";

    public override string SearchImages => "이미지 이름에 포함";

    public override string When => "시각";

    public override string State => "상태";

    public override string NoScansMatch => "일치하는 검사가 없습니다.";

    public override string CompareBefore => "이전 검사와 비교";

    public override string Compare => "변경 사항";

    public override string CompareOf(string before, string now) => $"{before} → {now}";

    public override string Different => "서로 다른 이미지의 검사입니다.";

    public override string New => "새로 발견";

    public override string Raised => "위험도 상승";

    public override string Fixed => "해소";

    public override string NotComparable => "이전에 발견했으나 이번에는 완전히 확인하지 못함";

    public override string Unchanged(int count) => $"변동 없음 {Units.Number(count)}건";

    public override string NoChange => "변경 사항이 없습니다.";

    public override string MoreOf(int count) => $"이 밖에 {Units.Number(count)}건이 더 있습니다.";

    public override string NoWatches => "감시하는 이미지가 없습니다. 감시는 채팅이나 설정 파일에서 만듭니다.";

    public override string WhatRuns => "컨테이너 엔진이 실행 중인 이미지";

    public override string RunsHere => "여기에서 실행 중";

    public override string RunsNoMore(string since) => $"{since}부터 실행되지 않음";

    public override string NotWatched(string images) => $"레지스트리에 있는지 알 수 없거나 너무 많아 감시하지 않음: {images}";

    public override string Schedule => "일정";

    public override string NextLook => "다음 확인";

    public override string LastLook => "마지막 확인";

    public override string LastChange => "마지막 변경";

    public override string Never => "없음";

    public override string IsPaused => "일시 중지";

    public override string MutedUntil(string time) => $"{time}까지 알림 꺼짐";

    public override string Part => "구성 요소";

    public override string Detail => "내용";

    public override string NextStep => "다음 조치";

    public override string Starting => "구성 요소를 처음 확인하고 있습니다. 몇 초 뒤 페이지를 새로 고치십시오.";

    public override string CheckedAt(string time) => $"{time}에 확인함(30초마다).";

    public override string SignInTitle => "로그인";

    public override string SignInLead => "토큰은 DockerScan 운영자가 가지고 있습니다. 처음 시작할 때 한 번 표시됩니다.";

    public override string Token => "토큰";

    public override string WrongToken => "토큰이 일치하지 않습니다.";

    public override string TooManyLogins => "시도 횟수가 너무 많습니다. 1분 뒤 다시 시도하십시오.";

    public override string Of(ScanState state) => state switch
    {
        ScanState.Queued => "대기",
        ScanState.Running => "진행 중",
        ScanState.Finished => "완료",
        ScanState.Cancelled => "취소됨",
    };
}
