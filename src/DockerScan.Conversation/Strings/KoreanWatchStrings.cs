using System.Globalization;
using DockerScan.Core;

namespace DockerScan.Conversation.Strings;

/// <summary>The words of watches in Korean.</summary>
internal sealed class KoreanWatchStrings : WatchStrings
{
    public static KoreanWatchStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.Korean;

    public override string WatchSummary => "이미지를 계속 확인하고 새로운 점을 알려 줍니다";

    public override string WatchWhen(string names, string usual) => $"{names} 또는 크론탭의 다섯 필드. 지정하지 않으면 {usual}";

    public override string WatchTags => "이 정규식과 일치하는 태그를 따라갑니다";

    public override string WatchNewest => "최신 버전을 이 개수만큼 따라갑니다";

    public override string WatchPlatforms => "쉼표로 구분한 플랫폼";

    public override string WatchZone(string example) => $"시각의 기준이 되는 시간대(예: {example})";

    public override string WatchFull => "무엇이 바뀌었든 매번 전체를 검사합니다";

    public override string WatchTo => "알림을 보낼 채널의 ID(쉼표로 구분). 지정하지 않으면 이 채널";

    public override string WatchUsual => "매일 밤 확인하고 여기에 알림";

    public override string WatchElsewhere => "최신 버전 세 개를 월요일 여섯 시마다";

    public override string UnwatchSummary => "이미지 감시를 그만둡니다";

    public override string Which => "감시 ID 또는 감시 중인 이미지";

    public override string UnwatchIt => "감시 중단";

    public override string WatchesSummary => "감시 목록: 다음 확인, 마지막 변경, 확인하지 못한 이유";

    public override string WatchesPage => "쪽 번호(쪽당 10건)";

    public override string WatchesAll => "이 채널의 감시와 내 감시";

    public override string MuteSummary => "감시 알림을 한동안 멈춥니다. 확인은 계속됩니다";

    public override string MuteFor(string examples, string off) => $"멈출 시간(예: {examples}). 다시 알리게 하려면 {off}";

    public override string MuteIt => "여섯 시간 동안 조용히";

    public override string MuteEnd => "다시 알리기";

    public override string PauseSummary => "다시 시작할 때까지 감시를 멈춥니다";

    public override string PauseIt => "당분간 확인하지 않기";

    public override string ResumeSummary => "멈춘 감시를 다음 예정 시각부터 다시 시작합니다";

    public override string ResumeIt => "다시 확인하기";

    public override string StatusImage => "태그가 가리키는 내용과 그 내용을 처음 본 시각을 확인할 이미지";

    public override string StatusOfImage => "이 다이제스트를 처음 본 시각";

    public override string NoWatch(string text, string command) => $"‘{text}’에 해당하는 내 감시나 이 채널의 감시가 없습니다. 목록을 보려면: {command}";

    public override string SeveralWatches(string image, string ids) => $"{image}의 감시가 여러 개입니다. ID로 지정하십시오: {ids}";

    public override string OthersWatch(string id, string setting) => $"감시 {id}은(는) 다른 사람의 것입니다. 등록한 사람 또는 {setting} 설정에 지정된 사람만 바꿀 수 있습니다.";

    public override string WatchOfTheFile(string id, string file) => $"감시 {id}은(는) 감시 파일({file})에 있습니다. 파일에서 바꾸거나 지우십시오.";

    public override string TooManyOfPerson(int most) => string.Create(CultureInfo.InvariantCulture, $"이미 감시를 {most}개 등록했습니다. 더 등록하려면 하나를 먼저 지우십시오.");

    public override string TooManyInChannel(int most) => string.Create(CultureInfo.InvariantCulture, $"그 채널에 이미 감시 {most}개가 알림을 보냅니다. 하나를 먼저 지우십시오.");

    public override string TooManyInAll(int most) => string.Create(CultureInfo.InvariantCulture, $"감시가 이미 {most}개여서 더 등록할 수 없습니다. 봇 운영자에게 문의하십시오.");

    public override string NotAChannel(string text) => $"‘{text}’은(는) 채널이 아닙니다. 이름이 아니라 플랫폼에 표시되는 ID를 입력하십시오.";

    public override string WatchTell(string moments) => $"알리는 때: {moments} (실행마다 한 번, 이미지마다 바로, 하루에 한 번)";

    public override string WatchQuiet(string example) => $"미뤄도 되는 알림을 보내지 않는 시간(감시의 시간대 기준). 예: {example}";

    public override string NotAMoment(string text, string moments) => $"‘{text}’은(는) {moments} 가운데 하나가 아닙니다.";

    public override string NotQuietHours(string text, string example) => $"‘{text}’은(는) 시간이 아닙니다. {example}처럼 하루의 두 시각을 입력하십시오.";

    public override string CannotSpeakIn(string places) => $"알림을 보낼 수 없는 채널: {places}";

    public override string TellsAtOnce => "이미지마다 바로 알림";

    public override string TellsDaily => "하루에 한 번 알림";

    public override string QuietAt(string hours) => $"{hours} 알림 없음";

    public override string TooManyChannels(int most) => string.Create(CultureInfo.InvariantCulture, $"감시 하나는 채널 {most}개까지 알릴 수 있습니다.");

    public override string NotElsewhere(string channel, string rule) => $"{channel}: 다른 플랫폼 또는 웹훅입니다. {rule} 규칙에 지정된 사람만 그곳으로 알림을 보낼 수 있습니다.";

    public override string NotThatChannel(string text) => $"{text}에 알림을 보내게 할 수 없습니다. 그 채널에서는 명령을 사용할 권한이 없습니다.";

    public override string NotADuration(string text, string examples) => $"‘{text}’은(는) 시간이 아닙니다. {examples} 같은 형식으로 30일까지 입력하십시오.";

    public override string NotAPattern => "태그 정규식이 올바르지 않습니다.";

    public override string PatternUnsupported => "태그 정규식에 전후방 탐색, 역참조, 원자 그룹은 쓸 수 없습니다(끝나지 않을 수 있음).";

    public override string PatternTooLarge => "태그 정규식이 너무 길거나 반복 횟수가 너무 많습니다.";

    public override string NowWatching(string image) => $"감시 시작: {image}";

    public override string Changed(string image) => $"감시 변경: {image}";

    public override string NoLongerWatching(string image) => $"감시 종료: {image}";

    public override string Muted(string image, string until) => $"{image} 감시 알림을 {until}까지 멈춤";

    public override string Unmuted(string image) => $"{image} 감시 알림을 다시 시작함";

    public override string PausedNow(string image) => $"{image} 감시를 멈춤";

    public override string Resumed(string image) => $"{image} 감시를 다시 시작함";

    public override string Foreseen(int watches, int looks, int scans, int hours) => string.Create(
        CultureInfo.InvariantCulture, $"{watches}개. 앞으로 {hours}시간 동안 풀이 들지 않는 확인 {looks}회, 풀이 드는 검사 약 {scans}회 예정(바뀐 이미지의 검사는 별도)");

    public override string Watches => "감시 목록";

    public override string NoWatches(string command) => $"이 채널에는 감시가 없습니다. 시작하려면: {command}";

    public override string Watch => "감시";

    public override string When => "일정";

    public override string Next => "다음 확인";

    public override string Never => "없음";

    public override string Speaks => "알림 채널";

    public override string SpeaksNowhere(string command) => $"없음. 확인하려면: {command}";

    public override string Baseline => "지금 내용을 기준으로 삼고, 앞으로 새로운 점만 알립니다.";

    public override string FirstLook(string command) => $"프로그램이 실행 중일 때 확인합니다: {command}";

    public override string Everything => "매번 전체 검사";

    public override string Rule(string rule) => $"태그: {rule}";

    public override string Paused => "일시 중지됨";

    public override string MutedUntil(string time) => $"{time}까지 알림 멈춤";

    public override string NextAt(string time) => $"다음 확인 {time}";

    public override string NotYetLooked => "아직 확인하지 않음";

    public override string LookedAt(string time) => $"{time} 확인함";

    public override string ChangedAt(string time) => $"마지막 변경 {time}";

    public override string NotLooked(int times, string reason) => string.Create(CultureInfo.InvariantCulture, $"연속 {times}번 확인하지 못함: {reason}");

    public override string WaitsFor(string reason) => $"대기 중: {reason}";

    public override string PageOf(int page, int pages, string command) => string.Create(CultureInfo.InvariantCulture, $"{pages}쪽 중 {page}쪽. 다른 쪽을 보려면: {command}");

    public override string Digest => "다이제스트";

    public override string KnownSince(string digest, string time) => $"{digest}, {time}부터 알고 있음";

    public override string NotSeenBefore(string digest) => $"{digest}, 처음 봄";

    public override string Byline(string owner) => $"등록한 사람: {owner}";

    public override string ByFile => "감시 파일에 등록됨";

    public override string WatchRunning => "컨테이너 엔진이 실행 중인 모든 이미지를 계속 맞추어 감시합니다";

    public override string EachThatRuns(string command) => $"컨테이너 엔진이 실행 중인 이미지마다 몇 분 안에 실행 중인 다이제스트로 감시가 만들어집니다. 멈춘 것은 쉬고 하루 뒤에 잊습니다. 목록: {command}";

    public override string WhatRuns => "컨테이너 엔진이 실행 중인 이미지";

    public override string RunsHere => "여기에서 실행 중";

    public override string RunsNoMore(string since) => $"쉼: {since}부터 실행되지 않음";

    public override string NotWatched(string images) => $"레지스트리에 있는지 알 수 없거나 너무 많아 감시하지 않음: {images}";

    public override string RunningTakesNo(string option, string image) => $"실행 중인 이미지는 태그와 플랫폼이 정해져 있어 {option} 옵션을 함께 쓸 수 없습니다. 그 이름의 이미지는 {image} 입니다.";

    public override string RunningIsNotForAll(string setting) => $"컨테이너 엔진이 실행 중인 이미지는 {setting} 설정에 지정된 사람만 볼 수 있습니다.";

    public override string FollowsWhatRuns(string image, string all, string one) => $"{image} 이미지는 여기에서 실행 중이라 감시합니다. 모두 그만두려면 {all}, 이것만 멈추려면 {one} 명령을 쓰십시오.";
}
