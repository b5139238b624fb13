using DockerScan.Core.Words;

namespace DockerScan.Reporting.Strings;

/// <content>The environment, the table of risks and the appendix.</content>
internal sealed partial class KoreanStrings
{
    public override string AskedAndWhy => "요청 내용과 목적";

    public override string Goal => "목적";

    public override string GoalText => "이 이미지를 사용해도 되는지, 사용하기 전에 무엇을 조치해야 하는지 판단";

    public override string InScope => "진단 범위";

    public override string OutOfScope => "범위 밖";

    public override string OutOfScopeText => "소스 코드, 레지스트리, 실행 환경, 공개되지 않은 취약점, 관찰 시간 이후의 동작과 사용자의 입력이 있어야 나타나는 동작";

    public override string BaseTitle => "베이스 이미지";

    public override string LayersTitle => "레이어별 발견 항목";

    public override string LayersNote => "미해결 항목을 해당 내용을 추가한 레이어별로 집계했습니다. 이미지 구성이나 실행 중의 동작에 관한 항목은 레이어에 속하지 않습니다.";

    public override string Step => "Dockerfile 단계";

    public override string Origin => "출처";

    public override string ThisImage => "이 이미지";

    public override string ThreatsTitle => "위험 분석";

    public override string Asset => "자산";

    public override string Threat => "위협";

    public override string Weakness => "취약점";

    public override string Appendix => "부록";

    public override string EveryVulnerability => "전체 취약점";

    public override string BaseByLayers(string name, int layers, int total)
        => $"{name}: 전체 {total}개 레이어 중 아래 {layers}개가 같음";

    public override string BaseByLabel(string name)
        => $"{name}(이미지의 레이블에 적힌 값이며 레이어를 대조하지는 않음)";

    public override string BaseByName(string name, int layers, int total)
        => $"{name}(운영자가 지정): 전체 {total}개 레이어 중 아래 {layers}개가 같음";

    public override string BaseNewer(string name)
        => $"검사한 이미지 가운데 더 새로운 것: {name}";

    public override string LayersLeftOut(int count)
        => $"그 밖의 레이어 {Units.Number(count)}개는 표시하지 않았습니다.";

    public override string LayerNumber(int number)
        => $"레이어 {number}";

    public override string DetailsTitle(int count)
        => $"구성과 동작에서 발견된 항목 ({Units.Number(count)}건)";

    public override string PackagesTitle(int count)
        => $"취약점이 있는 패키지 ({Units.Number(count)}개)";

    public override string RowsInAppendix(int count)
        => $"나머지 {Units.Number(count)}개는 부록에 있습니다.";

    public override string SmallPackages(int count)
        => $"취약점이 적고 위험도가 높은 것이 없는 패키지 {Units.Number(count)}개";

    public override string Times(int count)
        => $"{Units.Number(count)}회";
}
