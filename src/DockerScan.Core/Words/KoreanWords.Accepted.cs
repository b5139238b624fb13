using System.Globalization;
using DockerScan.Core.Acceptances;

namespace DockerScan.Core.Words;

/// <content>What is accepted of a result, and what of it is known to be exploited.</content>
internal sealed partial class KoreanWords
{
    public override string AcceptancesUnread => "저장소에서 예외 승인을 읽지 못하여 모든 항목을 판정에 포함했습니다.";

    public override string Of(AcceptanceKind kind) => kind switch { AcceptanceKind.Accepted => "예외 승인", AcceptanceKind.FalsePositive => "오탐" };

    public override string Until(DateTimeOffset? end)
        => end is { } day ? $"{day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}까지" : "기한 없음";

    public override string AcceptedBy(int findings, Acceptance acceptance)
        => string.Create(CultureInfo.InvariantCulture, $"{Of(acceptance.Kind)} {findings}건, {acceptance.Author}, {Until(acceptance.EndsAt)}: {acceptance.Reason}");

    protected override string KnownExploitedSince(string day) => $"{day}부터 실제 악용 확인";
}
