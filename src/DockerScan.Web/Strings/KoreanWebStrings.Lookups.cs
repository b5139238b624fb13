namespace DockerScan.Web.Strings;

/// <content>Findings over all images.</content>
internal sealed partial class KoreanWebStrings
{
    public override string AllFindings => "발견 항목";

    public override string WhereIs => "CVE, 규칙 또는 패키지 이름 전체";

    public override string WhereIsHint => "예: CVE-2024-5535 또는 libssl3. 모든 이미지의 최신 결과에서 찾습니다.";

    public override string NowhereFound => "저장된 결과에 없습니다. 검사한 적이 없는 이미지에 대해서는 알 수 없습니다.";

    public override string Find => "찾기";

    public override string Installed => "설치 버전";

    public override string FoundIn(int count) => $"이 페이지 {count}건";
}
