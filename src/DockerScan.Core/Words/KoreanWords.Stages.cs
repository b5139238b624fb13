using DockerScan.Core.Reading;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Words;

/// <content>Stages and times.</content>
internal sealed partial class KoreanWords
{
    public override string Running => "진행 중";

    public override string OpenNetwork => "실제 네트워크";

    public override string OpenNetworkMeans => "샌드박스가 open 모드로 실행되어 이미지가 실제 네트워크를 사용했습니다. 접속 시도는 실제로 상대에게 도달했을 수 있습니다.";

    public override string WithoutNetworkMeans => "샌드박스에 네트워크가 없었습니다(none 모드). 모든 접속 시도가 즉시 실패했으므로 그 이후의 동작은 확인되지 않았습니다.";

    public override string? Title(string stage) => stage switch
    {
        StageIds.Resolve => "이미지 확인",
        StageIds.Acquire => "이미지 내려받기",
        StageIds.Trivy => "취약점과 비밀 정보 (Trivy)",
        StageIds.ImageConfig => "이미지 설정과 파일 권한",
        StageIds.Autorun => "자동 실행 파일",
        StageIds.Sandbox => "샌드박스 동적 분석",
        StageIds.VirusTotal => "평판 조회 (VirusTotal)",
        _ => null,
    };

    public override string Of(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Failed => "실패",
        StageOutcome.Completed => "완료",
        StageOutcome.Partial => "일부만 완료",
        StageOutcome.TimedOut => "시간 초과",
        StageOutcome.Unsupported => "지원 안 됨",
        StageOutcome.Skipped => "건너뜀",
    };

    public override string Shortfall(string stage, string outcome, string reason) => reason.Length == 0 ? $"{stage}: {outcome}" : $"{stage}: {outcome} — {reason}";

    public override string Of(TimelineKind kind) => kind switch
    {
        TimelineKind.Dns => "이름 조회(DNS)",
        TimelineKind.Connection => "연결",
        TimelineKind.Flow => "패킷",
        TimelineKind.Token => "미끼 비밀 정보",
        TimelineKind.Listener => "수신 대기 시작",
        TimelineKind.File => "파일",
        TimelineKind.Other => "기타",
    };

    public override string ShortRun(string ran) => $"이미지가 {ran} 동안만 실행되어 확인할 수 있는 것이 거의 없었습니다.";

    public override string Of(StageNews news) => news.Kind switch
    {
        NewsKind.Line => news.Subject,
        NewsKind.Contact => $"{news.Subject}에 접속함",
        NewsKind.MinerLogin => $"채굴 프로그램이 {news.Subject}에 로그인함",
        NewsKind.Shell => $"셸이 {news.Subject}에 연결됨",
        NewsKind.TokenSent => $"심어 둔 자격 증명이 {news.Subject}(으)로 전송됨",
    };

    public override string Seconds(string seconds) => $"{seconds}초";

    public override string Milliseconds(int milliseconds) => $"{milliseconds}밀리초";

    public override string Minutes(int minutes, int seconds) => seconds == 0 ? $"{minutes}분" : $"{minutes}분 {seconds}초";

    public override string Hours(int hours, int minutes) => minutes == 0 ? $"{hours}시간" : $"{hours}시간 {minutes}분";
}
