using DockerScan.Core.Words;

namespace DockerScan.Reporting.Strings;

/// <content>Page one, the plan and what can be copied.</content>
internal sealed partial class KoreanStrings
{
    public override string SummaryTitle => "요약";

    public override string FixPlan => "조치 계획(효과가 큰 순서)";

    public override string CommandsTitle => "복사해서 쓸 명령";

    public override string CommandsNote => "업그레이드로 서비스의 동작이 달라질 수 있으므로 사본에서 먼저 시험하십시오.";

    public override string CommandStop => "실행 중인 컨테이너를 중지하고 이미지를 삭제";

    public override string CommandDockerfile => "Dockerfile에 추가";

    public override string CommandCheck => "빌드한 뒤 다시 검사";

    public override string PublishedNote => "앞의 네 구분은 공개된 점검 목록이며, set-uid 파일과 그 아래의 구분은 추가로 점검한 항목입니다. 추가 항목 가운데 미탐지된 것은 결과만 표시합니다.";

    public override string NothingLookedAt => "이미지를 가져올 수 없어 아무것도 검사하지 못했습니다.";

    public override string IsAnImage(string image, string? system, int? packages, bool isOld)
        => $"{image}: {(system is null ? "운영체제를 알 수 없는" : $"{system}{(isOld ? "(보안 지원 종료)" : string.Empty)} 기반의")} 이미지{(packages is { } count ? $"이며 패키지 {Units.Number(count)}개가 설치되어 있습니다" : "입니다")}.";

    public override string HasFindings(int high, int medium, int low)
        => $"미해결 항목은 위험도 높음 {Units.Number(high)}건, 중간 {Units.Number(medium)}건, 낮음 {Units.Number(low)}건입니다.";

    public override string ReadFirst(string title, string place)
        => $"가장 먼저 볼 항목: {title}({place}).";

    public override string WhenStarted(int contacts, int listeners, bool isOpen)
        => (contacts, listeners) switch
    {
        (0, 0) => "실행했을 때 외부로 접속하지 않았고 포트도 열지 않았습니다.",
        _ => $"실행했을 때 외부 주소 {Units.Number(contacts)}개에 접속을 시도하고 포트 {Units.Number(listeners)}개를 열었습니다{(isOpen ? string.Empty : "(샌드박스 밖으로 나간 것은 없음)")}.",
    };

    public override string FirstMeasures(int count)
        => count == 1 ? "가장 효과가 큰 조치" : $"가장 효과가 큰 조치 {count}가지";

    public override string RemovesOf(int removed, int left)
        => $"{Units.Number(removed)}건 해소, {Units.Number(left)}건 남음";

    public override string MoreMeasures(int measures, int unfixable)
        => (measures > 0 ? $"나머지 조치 {Units.Number(measures)}가지는 3장에 있습니다. " : string.Empty) + (unfixable > 0 ? $"{Units.Number(unfixable)}건은 아직 수정 버전이 없습니다." : string.Empty);

    public override string InPackages(int count)
        => $"패키지 {Units.Number(count)}개";

    public override string PlanRefuse(int removed)
        => $"이 이미지를 실행하지 않음: −{Units.Number(removed)}";

    public override string PlanBase(string name, int removed)
        => $"최신 {name} 기반으로 다시 빌드: 최대 −{Units.Number(removed)}";

    public override string PlanChangeBase(string from, string to, int removed, int brings)
        => $"FROM을 {from}에서 {to}(으)로 변경: −{Units.Number(removed)}{Brought(brings)}";

    public override string PlanRebuild(string name, int removed, int brings)
        => $"최신 {name} 기반으로 다시 빌드: −{Units.Number(removed)}{Brought(brings)}";

    public override string PlanNotCounted(string name)
        => $"더 새로운 베이스 이미지 {name}이(가) 있으나 해소되는 건수는 계산할 수 없음";

    public override string ChangeBase(string from, string to, int brings)
        => $"FROM을 {from}에서 {to}(으)로 변경{BroughtToo(brings)}";

    public override string Rebuild(string name, int brings)
        => $"최신 {name} 기반으로 다시 빌드{BroughtToo(brings)}";

    private static string Brought(int count) => count > 0 ? $", 새 항목 +{Units.Number(count)}" : string.Empty;

    private static string BroughtToo(int count) => count > 0 ? $"(새로 생기는 취약점 {Units.Number(count)}건)" : string.Empty;

    public override string PlanUpgrade(string name, int removed)
        => $"{name} 업그레이드: −{Units.Number(removed)}";

    public override string PlanUpgrades(int count, int removed)
        => $"그 밖의 {Units.Number(count)}개 업그레이드: −{Units.Number(removed)}";

    public override string PlanChange(int removed)
        => $"이미지의 구성과 동작 수정: −{Units.Number(removed)}";

    public override string PlanUnfixable(int count)
        => $"아직 수정할 수 없음: {Units.Number(count)}";
}
