using System.Globalization;
using DockerScan.Core.Acceptances;

namespace DockerScan.Conversation.Strings;

/// <summary>The words of acceptances in Korean.</summary>
internal sealed class KoreanAcceptanceStrings : AcceptanceStrings
{
    public static KoreanAcceptanceStrings Instance { get; } = new();

    public override string AcceptSummary => "발견 항목을 일정 기간 예외 승인하거나 오탐으로 표시합니다";

    public override string Key => "findings 목록에 표시된 항목의 키";

    public override string WithReason => "그대로 두어도 되는 사유. 다른 사람에게도 표시됩니다";

    public override string WithPackage => "같은 위험도 이하인 해당 패키지의 모든 취약점";

    public override string WithPath => "같은 위험도 이하인 해당 경로 또는 위치의 모든 항목";

    public override string WithRepository => "일치하는 모든 저장소의 같은 항목(예: ghcr.io/acme/*)";

    public override string WithDays(int usual) => string.Create(CultureInfo.InvariantCulture, $"기간(일). 지정하지 않으면 {usual}일");

    public override string WithFalsePositive => "사실이 아니거나 여기서는 해가 없는 항목. 기한이 없습니다";

    public override string AcceptForAWeek => "항목 하나를 일주일 동안 예외 승인";

    public override string AcceptEverywhere => "한 소유자의 모든 저장소에서 같은 항목";

    public override string AcceptedSummary => "예외 승인된 항목과 승인한 사람, 기한을 보여 줍니다";

    public override string WithAll => "기한이 지났거나 취소된 것도 포함";

    public override string WithPage => "쪽 번호(한 쪽에 10건)";

    public override string AcceptedNow => "현재 유효한 전체 목록";

    public override string UnacceptSummary => "예외 승인을 취소합니다";

    public override string Id => "accepted 목록에 표시된 예외 승인의 ID";

    public override string UnacceptOne => "해당 항목을 다시 판정에 포함";

    public override string NotAKey(string typed) => $"'{typed}'은(는) 항목의 키가 아닙니다. 키는 findings 목록에 표시된 16자리 숫자와 a~f 문자입니다.";

    public override string NoFinding(string key) => $"키가 {key}인 항목이 저장된 결과에 없습니다. 삭제된 검사의 항목일 수 있습니다. findings IMAGE 명령으로 현재 항목을 확인하십시오.";

    public override string NeedsReason(string option) => $"그대로 두어도 되는 사유를 입력하십시오: {option} \"외부에서 접근할 수 없음\". 사유는 보관되며 다른 사람에게도 표시됩니다.";

    public override string OnlyOne(string one, string other) => $"{one} 옵션과 {other} 옵션은 함께 쓸 수 없습니다.";

    public override string OnlyVulnerabilities(string option, string other) => $"{option} 옵션은 패키지 취약점에만 쓸 수 있습니다. {other} 옵션을 쓰거나 둘 다 생략하십시오.";

    public override string NoVulnerabilities(string option, string other) => $"{option} 옵션은 경로나 위치에 있는 항목에만 쓸 수 있으며, 이 항목은 패키지 취약점입니다. {other} 옵션을 쓰거나 둘 다 생략하십시오.";

    public override string EndsAlways(string days, string falsePositive) => $"오탐에는 기한이 없습니다. {days} 또는 {falsePositive} 옵션을 빼십시오.";

    public override string NeedsRule(string rule) => $"여러 저장소의 예외 승인은 {rule} 규칙에 지정된 사람만 할 수 있습니다.";

    public override string NoAcceptance(string id, string list) => $"'{id}' 예외 승인이 없습니다. {list} 명령으로 목록을 확인하십시오.";

    public override string TakenBackBefore(string id, string by, string at) => $"{id}은(는) {at}에 {by}이(가) 이미 취소했습니다.";

    public override string Accepted(string what) => $"예외 승인: {what}";

    public override string TakenBack(string what) => $"다시 판정에 포함: {what}";

    public override string List => "예외 승인";

    public override string ListOf(int count) => string.Create(CultureInfo.InvariantCulture, $"예외 승인 {count}건");

    public override string Nothing => "예외 승인된 것이 없습니다. 모든 항목이 판정에 포함됩니다.";

    public override string Acceptance => "예외 승인";

    public override string Reach => "대상";

    public override string Reason => "사유";

    public override string Ends => "기한";

    public override string By => "승인한 사람";

    public override string Covers(int findings, string image, string verdict)
        => string.Create(CultureInfo.InvariantCulture, $"{image}의 항목 {findings}건에 적용되며, 현재 판정은 {verdict}입니다. 저장된 결과는 바뀌지 않고, 이 승인은 기록에 남습니다.");

    public override string UpTo(string risk) => $"위험도 {risk}까지";

    public override string TakeBack(string command) => $"취소하려면 {command} 명령을 입력하십시오.";

    public override string Of(AcceptanceScope scope, string what, string where) => scope switch
    {
        AcceptanceScope.Finding => $"{where}의 {what}",
        AcceptanceScope.Package => $"{where}의 {what} 패키지 취약점 전체",
        AcceptanceScope.Path => $"{where}의 {what} 위치의 모든 항목",
        AcceptanceScope.Repository => $"{where} 전체의 {what}",
    };

    public override string EndedLine(string line, string by, string at) => $"{line}, {at}에 {by}이(가) 취소";

    public override string ExpiredLine(string line) => $"{line}, 기한이 지남";

    public override string PageOf(int page, int pages, string next) => string.Create(CultureInfo.InvariantCulture, $"{pages}쪽 중 {page}쪽. 다른 쪽을 보려면 {next} 명령을 입력하십시오.");

    public override string AcceptDays(int days) => string.Create(CultureInfo.InvariantCulture, $"{days}일 승인");

    public override string FalsePositive => "오탐";
}
