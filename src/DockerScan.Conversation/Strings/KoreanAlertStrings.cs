using System.Globalization;
using DockerScan.Core;

namespace DockerScan.Conversation.Strings;

/// <summary>The words of alerts in Korean.</summary>
internal sealed class KoreanAlertStrings : AlertStrings
{
    public static KoreanAlertStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.Korean;

    public override string ImageChanged => "이미지 변경";

    public override string DatabaseChanged => "취약점 데이터베이스 변경";

    public override string ScannerChanged => "검사 도구 또는 규칙 변경";

    public override string SeverityRaised => "심각도 상승";

    public override string ReputationChanged => "평판 변경";

    public override string BehaviorFirstSeen => "처음 관찰된 동작";

    public override string KnownExploited => "악용 사례 확인됨";

    public override string FixAvailable => "수정 버전 공개됨";

    public override string AcceptanceExpired => "수용 기간 만료";

    public override string NewFindings(string image, int count) => string.Create(CultureInfo.InvariantCulture, $"{image}: 새 발견 {count}건");

    public override string WorseFindings(string image, int count) => string.Create(CultureInfo.InvariantCulture, $"{image}: 발견 {count}건의 위험이 커짐");

    public override string DoesMore(string image) => $"{image}: 이전에 없던 동작";

    public override string AllFixed(string image) => $"{image}: 모두 해결됨";

    public override string NewBaseline(string image) => $"{image}: 기준을 새로 정함";

    public override string BaselineOf(int count) => string.Create(CultureInfo.InvariantCulture, $"이미지가 아니라 검사 도구, 규칙 또는 샌드박스가 바뀌어 발견 {count}건이 늘었습니다. 이제부터 기준으로 삼고 알리지 않습니다.");

    public override string CannotLook(string image) => $"{image}: 확인하지 못함";

    public override string CannotLookAt(string what, int times, string reason) => string.Create(CultureInfo.InvariantCulture, $"{what}: 연속 {times}번 실패: {reason}");

    public override string SaidOnce => "한 번만 알리며, 다음 실행 때 다시 확인합니다.";

    public override string DatabaseBrought(int count, int images) => string.Create(CultureInfo.InvariantCulture, $"취약점 데이터베이스 변경: 감시 중인 이미지 {images}개에서 발견 {count}건");

    public override string CannotSpeak(string image) => $"{image}: 감시가 알림을 보내지 못함";

    public override string CannotSpeakIn(string place, string reason) => $"{place}에 메시지를 보낼 수 없습니다: {reason}. 감시는 계속되며 다음 메시지 때 다시 시도합니다. 봇을 채널에 다시 초대하거나 다른 채널을 지정하십시오.";

    public override string Gathered(int count, int images) => string.Create(CultureInfo.InvariantCulture, $"감시 중인 이미지 {images}개에서 발견 {count}건");

    public override string GatheredWhy => "미뤄 둔 알림을 모아 보냅니다.";

    public override string WeekOf(int watches) => string.Create(CultureInfo.InvariantCulture, $"주간 요약: 감시 {watches}개");

    public override string AllQuiet => "열려 있는 고위험 발견이 없고 모든 감시가 정상입니다.";

    public override string OpenHigh => "열려 있는 고위험";

    public override string Oldest => "가장 오래된 것";

    public override string OldestOf(string finding, string image, string day) => $"{image}의 {finding}, {day}부터";

    public override string Mended => "해결됨";

    public override string AcceptedNow => "수용 중";

    public override string AcceptedAndExpiring(int accepted, int expiring, int days) => expiring == 0 ? string.Create(CultureInfo.InvariantCulture, $"{accepted}건")
        : string.Create(CultureInfo.InvariantCulture, $"{accepted}건, 그중 {expiring}건은 {days}일 안에 만료");

    public override string NotLookedAt => "확인하지 못함";

    public override string PullsLeft => "남은 풀 횟수";

    public override string PullsLeftOf(string registry, int left, int limit) => string.Create(CultureInfo.InvariantCulture, $"{registry}: {limit}회 중 {left}회");

    public override string AcceptedSince => "이후 수용됨";

    public override string AcceptedLabel => "수용됨";

    public override string ImagesAreTheSame => "이미지는 그대로이고, 패키지에 대해 알려진 내용이 늘었습니다.";

    public override string PointsAtAnother(string was, string now) => $"태그가 다른 이미지를 가리킵니다. 이전 {was}, 현재 {now}.";

    public override string IsTheSame(string digest) => $"이미지는 그대로입니다: {digest}.";

    public override string TagOf(string tag, string text) => $"태그 {tag}: {text}";

    public override string New => "새로 발견됨";

    public override string Worse => "위험이 커짐";

    public override string Behavior => "이전에 없던 점";

    public override string Fixed => "이후 해결됨";

    public override string Gone => "더는 보고되지 않으나 해결 여부는 알 수 없음";

    public override string Images => "이미지";

    public override string NotTold => "알리지 않은 것";

    public override string DriftLabel => "변화";

    public override string FixedLabel => "해결됨";

    public override string GoneLabel => "사라짐";

    public override string Contacts(string what) => $"접속 시도: {what}";

    public override string ListensOn(string what) => $"수신 대기: {what}";

    public override string Runs(string what) => $"실행: {what}";

    public override string Starts(string what) => $"시작 명령: {what}";

    public override string StartsAs(string what) => $"시작 사용자: {what}";

    public override string HoldsSetUid(string what) => $"호출자에게 없는 권한으로 실행되는 파일: {what}";

    public override string WithCause(string text, string cause) => $"{text} (원인: {cause})";

    public override string In(string text, string tags) => $"{text} 대상: {tags}.";

    public override string Unjudged => "악용 여부를 지금 확인할 수 없어 알립니다.";

    public override string OfNoise(int count) => string.Create(CultureInfo.InvariantCulture, $"따로 집계한 것 {count}건(커널 헤더, 문서, 영향 없음)");

    public override string Accepted(int count) => string.Create(CultureInfo.InvariantCulture, $"수용한 것 {count}건");

    public override string LeftOut(int count) => string.Create(CultureInfo.InvariantCulture, $"이 감시의 규칙에 해당하지 않는 것 {count}건");

    public override string AlsoFixed(int count) => string.Create(CultureInfo.InvariantCulture, $"해결된 것 {count}건");

    public override string AlsoGone(int count) => string.Create(CultureInfo.InvariantCulture, $"더는 보고되지 않는 것 {count}건");

    public override string AlsoBaseline(int count) => string.Create(CultureInfo.InvariantCulture, $"검사 도구, 규칙 또는 샌드박스 변경으로 늘어난 것 {count}건");

    public override string WhySummary => "발견의 이력을 알려 줍니다. 언제부터, 무엇으로, 어디에 알렸는지";

    public override string WhyKey => "발견 목록에 표시되는 발견 키";

    public override string WhyOne => "알린 이유 또는 알리지 않은 이유";

    public override string NoSuchFinding(string key) => $"보관된 검사 중에 발견 {key}이(가) 없습니다.";

    public override string FirstSeen => "처음 발견";

    public override string FirstSeenIn(string time, string scan, string image) => $"{time}, 이미지 {image}의 검사 {scan}";

    public override string FoundBy => "찾은 도구";

    public override string DatabaseOf => "데이터베이스";

    public override string InWatch(string watch, string tag) => $"감시 {watch}, {tag}";

    public override string NoNews => "새로운 소식으로 알린 감시가 없습니다. 처음부터 있었거나 이 이미지를 감시하지 않습니다.";

    public override string Decided(string time, string kind, string cause, string decision, string rule) => $"{time} {kind}, {cause}: {decision} (규칙: {rule})";

    public override string IsTold => "알림";

    public override string IsToldUnjudged => "판단할 수 없어 알림";

    public override string IsBelow => "위험도가 낮아 알리지 않음";

    public override string IsNotThese => "제외 대상이어서 알리지 않음";

    public override string IsWithoutFix => "수정 버전과 악용 사례가 없어 알리지 않음";

    public override string IsNoise => "따로 집계함";

    public override string IsAccepted => "수용되어 알리지 않음";

    public override string IsToldBefore => "하루 안에 다시 알리지 않음";

    public override string IsBaseline => "새 기준에 포함함";

    public override string IsMuted => "감시 알림이 멈춰 있어 알리지 않음";

    public override string IsUnconfirmed => "두 번째 실행을 기다림";

    public override string KindNew => "새 발견";

    public override string KindRaised => "위험 상승";

    public override string KindFixed => "해결됨";

    public override string KindGone => "더는 보고되지 않음";

    public override string Delivered(string place, string time) => $"{place}: {time}부터 표시됨";

    public override string OwedStill(string place, int failures) => string.Create(CultureInfo.InvariantCulture, $"{place}: 아직 전달되지 않음, {failures}번 실패");

    public override string NotThere(string place) => $"{place}: 메시지가 삭제되었거나 오래됨";

    public override string ToldWhere => "메시지";
}
