using DockerScan.Core.Stages;

namespace DockerScan.Core.Words;

/// <content>What was not looked at: a sentence for each kind.</content>
internal sealed partial class KoreanWords
{
    public override string Of(Gap gap)
    {
        ArgumentNullException.ThrowIfNull(gap);
        return gap.Kind switch
        {
            GapKind.Unspecified => "종류가 밝혀지지 않은 부분을 검사하지 못함",
            GapKind.FileListMissing => "엔진에서 이미지의 파일 목록을 얻지 못함",
            GapKind.FileListIncomplete => "이미지의 파일 목록이 완전하지 않음",
            GapKind.DatabaseSample => "일부 취약점만 담긴 예제 데이터베이스를 사용함",
            GapKind.DatabaseStale => "취약점 데이터베이스가 너무 오래됨",
            GapKind.DatabaseAbsent => "사용할 수 있는 취약점 데이터베이스가 없음",
            GapKind.JavaIndexAbsent => "Java 아카이브 데이터베이스가 없음",
            GapKind.SystemUnsupported => "이 운영체제 또는 버전의 취약점 정보가 없음",
            GapKind.PackageListNone => "프로그램은 있으나 패키지 목록이 없음",
            GapKind.PackageListRemoved => "패키지 목록이 이미지에서 제거됨",
            GapKind.PackageListUnreadable => "패키지 목록의 형식을 읽을 수 없음",
            GapKind.AdvisoriesMissing => "취약점 데이터베이스에 이 운영체제 또는 언어의 정보가 전혀 없음",
            GapKind.SystemMixed => "두 운영체제의 패키지 또는 릴리스 파일이 섞여 있음",
            GapKind.LanguageUnread => "이 버전이 읽지 못하는 언어의 프로그램이나 목록이 있음",
            GapKind.FindingsCut => "발견 항목이 너무 많아 일부만 보관함",
            GapKind.ConfigurationUnreadable => "이미지 설정 전체를 읽을 수 없음",
            GapKind.ConfigurationUntested => "이미지에 레이어가 없어 설정 검사를 하지 않음",
            GapKind.AccountsUnread => "계정 파일을 끝까지 읽지 못함",
            GapKind.HistoryCut => "빌드 이력이 너무 길어 일부만 읽음",
            GapKind.HistoryUnreadable => "빌드 이력 중 읽을 수 없도록 만들어진 줄이 있음",
            GapKind.StartChainCut => "자동 실행 과정을 끝까지 따라가지 못함",
            GapKind.StartFileUnread => "자동 실행 파일 중 읽지 못한 것이 있음",
            GapKind.StartFileCut => "자동 실행 파일 중 일부만 검사한 것이 있음",
            GapKind.WatchBroken => "샌드박스 감시가 시작되지 않았거나 중단됨",
            GapKind.WatchUnguarded => "샌드박스 감시를 보호할 수 없어 이미지가 감시를 중단시킬 수 있었음",
            GapKind.WatchSilent => "샌드박스 감시가 허용 시간보다 오래 응답하지 않음",
            GapKind.EventsLost => "샌드박스 감시 기록의 일부가 유실됨",
            GapKind.NeverRan => "이미지의 명령이 실행되지 않음",
            GapKind.StoppedEarly => "이미지의 명령이 관찰이 끝나기 전에 중지됨",
            GapKind.EndUnknown => "이미지의 명령이 어떻게 끝났는지 알 수 없음",
            GapKind.ChangesUnread => "변경된 파일을 모두 확인하지 못함",
            GapKind.NetworkOff => "네트워크가 꺼져 있어 접속 시도를 확인하지 못함",
            GapKind.NetworkOpen => "실제 네트워크를 사용하여 통신 내용의 앞부분만 확인함",
            GapKind.FilesNotLookedUp => "자동 실행 파일 중 평판 조회 결과가 없는 것이 있음",
            GapKind.AddressesNotLookedUp => "접속한 주소 중 평판 조회 결과가 없는 것이 있음",
            GapKind.CredentialsNotPlanted => "이미지에 자체 자격 증명 파일이 있어 미끼를 배치하지 못한 위치가 있음",
            GapKind.LoginsUnread => "채굴 풀 로그인이 있을 수 있는 통신 내용을 모두 읽지 못함",
            GapKind.CodeNotCompared => "변경되거나 권한이 바뀐 프로그램 중 확인하지 못한 것이 있음",
            GapKind.LooksLate => "소켓 확인이 늦어져 그사이의 연결을 놓쳤을 수 있음",
            GapKind.HealthCheckNotRun => "이미지의 상태 검사가 실행되지 않음",
        };
    }

    private static readonly Lazy<TextTable> Sentences = new(() => new TextTable([.. KoreanReasons.Texts, .. KoreanFailures.Texts, .. KoreanHealth.Texts, .. KoreanDetails.Texts], nested: true, KoreanReasons.InHoles));

    public override string Said(string text) => Sentences.Value.Find(text) ?? text;
}
