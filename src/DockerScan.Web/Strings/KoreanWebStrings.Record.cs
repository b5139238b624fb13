namespace DockerScan.Web.Strings;

/// <content>What is accepted, and the record.</content>
internal sealed partial class KoreanWebStrings
{
    public override string AcceptedTitle => "예외 승인";

    public override string NothingAccepted => "예외 승인된 항목이 없습니다. 채팅에서 accept KEY --reason WHY --until DATE 명령으로 승인합니다.";

    public override string WithEnded => "종료된 것 포함";

    public override string OnlyInForce => "유효한 것만";

    public override string What => "대상";

    public override string InRepositories => "저장소";

    public override string Reason => "사유";

    public override string Author => "승인한 사람";

    public override string Holds => "기한";

    public override string TakenBack => "철회됨";

    public override string Ended => "종료됨";

    public override string AuditTitle => "기록";

    public override string NothingAudited => "아직 요청 기록이 없습니다.";

    public override string Person => "요청자";

    public override string Command => "명령";

    public override string Outcome => "결과";

    public override string AuditNote => "180일 동안 보관합니다. 최근 1,000건을 표시합니다. JSON: ./run.sh audit --json";

    public override string TookTime => "소요 시간";

    public override string OutcomeOf(string outcome) => outcome switch { "completed" => "완료", "refused" => "거부됨", "rejected" => "반려됨", "cancelled" => "취소됨", "failed" => "실패", _ => outcome };
}
