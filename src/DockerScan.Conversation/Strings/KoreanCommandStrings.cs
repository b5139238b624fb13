using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Words;

namespace DockerScan.Conversation.Strings;

/// <summary>The words of commands in Korean.</summary>
internal sealed class KoreanCommandStrings : CommandStrings
{
    public static KoreanCommandStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.Korean;

    public override string HelpTitle => "DockerScan: 이 이미지를 써도 될까요?";

    public override string HelpText => "명령을 입력하십시오. 앞의 /는 생략할 수 있습니다.";

    public override string Usage => "사용법";

    public override string Examples => "예";

    public override string Parts => "인수와 옵션";

    public override string AtLeast(string what, int minimum) => string.Create(CultureInfo.InvariantCulture, $"{what} ({minimum} 이상)");

    public override string Between(string what, int minimum, int maximum) => string.Create(CultureInfo.InvariantCulture, $"{what} ({minimum}~{maximum})");

    public override string ScanOrImage => "검사 ID, 또는 가장 최근 검사를 찾을 이미지";

    public override string ScanSummary => "이미지를 검사하고 사용해도 되는지 알려 줍니다";

    public override string ScanImage => "redis:7 같은 이미지";

    public override string ScanForce => "최근 결과가 있어도 다시 검사합니다";

    public override string ScanPlatform => "플랫폼(예: linux/arm64). 지정하지 않으면 linux/amd64";

    public override string ScanNoSandbox => "이미지를 실행하지 않습니다";

    public override string ScanWindow => "실행한 이미지를 관찰할 시간(초)";

    public override string ScanUsual => "일반적인 사용";

    public override string ScanElsewhere => "다른 플랫폼, 실행하지 않음";

    public override string ReportSummary => "검사 보고서를 링크 또는 파일로 제공합니다";

    public override string ReportAsPdf => "PDF로 제공합니다";

    public override string ReportOfScan => "특정 검사의 보고서";

    public override string ReportOfNewest => "가장 최근 검사의 보고서";

    public override string FindingsSummary => "검사의 발견 항목을 위험도가 높은 순으로 보여 줍니다";

    public override string FindingsFilter => "high, medium, low, critical, fixable, open, accepted 또는 CVE·패키지·파일·점검 항목의 단어";

    public override string FindingsPage => "쪽 번호(쪽당 10건)";

    public override string FindingsFixable => "업그레이드로 해소되는 위험도 높은 항목";

    public override string FindingsOfPackage => "한 패키지의 발견 항목";

    public override string DiffSummary => "두 이미지 또는 두 검사의 차이를 알려 줍니다";

    public override string DiffBefore => "검사 ID 또는 이미지";

    public override string DiffAfter => "비교할 다른 하나";

    public override string DiffUpgrade => "업그레이드로 달라지는 점";

    public override string DiffScans => "두 검사";

    public override string RescanSummary => "이전에 검사한 이미지를 다시 검사합니다";

    public override string RescanScan => "검사 ID, 또는 검사한 적이 있는 이미지";

    public override string RescanNow => "같은 이미지와 플랫폼을 지금 다시";

    public override string CancelSummary => "대기 중이거나 진행 중인 검사를 취소합니다";

    public override string CancelScan => "검사 ID";

    public override string CancelIt => "검사 중단";

    public override string StatusSummary => "대기열 길이와 각 구성 요소의 상태를 알려 줍니다";

    public override string StatusAll => "대기열과 각 구성 요소의 상태";

    public override string HelpSummary => "명령 목록을 보여 주거나 명령 하나를 설명합니다";

    public override string HelpVerb => "명령";

    public override string HelpScan => "검사하는 방법";

    public override string NotAllowed => "허용되지 않음";

    public override string NotYou => "여기서는 이 봇을 사용할 수 없습니다. 운영자에게 사용 권한을 요청하십시오.";

    public override string NotThisCommand => "여기서는 이 명령을 사용할 수 없습니다. 봇 운영자에게 허용을 요청하십시오.";

    public override string TooOften(int most) => string.Create(CultureInfo.InvariantCulture, $"명령이 너무 잦습니다. 한 사람이 1분에 {most}회까지 사용할 수 있습니다. 1분 뒤에 다시 시도하십시오.");

    public override string TooOftenHere(int most) => string.Create(CultureInfo.InvariantCulture, $"명령이 너무 잦습니다. 한 채널에서 1분에 {most}회까지 사용할 수 있습니다. 1분 뒤에 다시 시도하십시오.");

    public override string NotThisPlatform => "이 플랫폼에서는 명령을 사용할 수 없습니다.";

    public override string Undone => "처리하지 못했습니다";

    public override string UndoneOf(string command) => $"{command}: 처리하지 못했습니다";

    public override string TryAfter(string time) => $"{time} UTC 이후에 다시 시도하십시오.";

    public override string Broken => "내부 오류";

    public override string BrokenWithId(string id) => $"내부 오류, ID {id}. 이 응답으로는 아무것도 판단할 수 없습니다. 자세한 내용은 로그에서 이 ID로 찾을 수 있습니다.";

    public override string TooLong(int length, int most) => string.Create(CultureInfo.InvariantCulture, $"명령이 {length}자입니다. {most}자까지 입력할 수 있습니다.");

    public override string NoCommand(string name, string help) => $"‘{name}’ 명령은 없습니다. 전체 명령을 보려면 {help}를 입력하십시오.";

    public override string NoCommandNear(string name, string near) => $"‘{name}’ 명령은 없습니다. {near} 명령을 찾으십니까?";

    public override string QuoteOpen(string quote) => $"따옴표 {quote}가 닫히지 않았습니다.";

    public override string NoOption(string command, string option) => $"{command} 명령에는 {option} 옵션이 없습니다.";

    public override string NoOptionNear(string command, string option, string near) => $"{command} 명령에는 {option} 옵션이 없습니다. {near} 옵션을 찾으십니까?";

    public override string Twice(string option) => $"{option} 옵션이 두 번 지정되었습니다.";

    public override string NoValue(string option) => $"{option} 옵션에는 값을 지정할 수 없습니다.";

    public override string NeedsValue(string option, string usage) => $"{option} 옵션에는 값이 필요합니다: {usage}";

    public override string NumberFrom(string option, int minimum, string value)
        => string.Create(CultureInfo.InvariantCulture, $"{option} 옵션은 {minimum} 이상의 정수여야 합니다. 입력값: ‘{value}’");

    public override string NumberWithin(string option, int minimum, int maximum, string value)
        => string.Create(CultureInfo.InvariantCulture, $"{option} 옵션은 {minimum}에서 {maximum} 사이의 정수여야 합니다. 입력값: ‘{value}’");

    public override string Needs(string command, string argument, string what) => $"{command} 명령에는 {argument} 인수가 필요합니다: {what}.";

    public override string NoPlace(string command, string word) => $"{command} 명령에 ‘{word}’ 인수는 쓸 수 없습니다.";

    public override string NotAScan(string text) => $"‘{text}’은(는) 검사 ID가 아닙니다.";

    public override string ScanEnded(string scan, string command) => $"검사 {scan}은(는) 이미 끝났습니다. 보고서를 보려면: {command}";

    public override string NoScan(string scan) => $"검사 {scan}이(가) 없습니다.";

    public override string ScanStopping(string scan, string command)
        => $"검사 {scan}을(를) 처리하는 쪽에 중지를 요청했지만 아직 응답이 없습니다. 상태를 보려면: {command}";

    public override string OthersScan(string scan, string setting) => $"검사 {scan}은(는) 다른 사람이 요청했습니다. 요청한 사람 또는 {setting} 설정에 지정된 사람만 취소할 수 있습니다.";

    public override string NothingToReport(string image, string reason, string command)
        => $"{image}은(는) 검사할 수 없어 보고할 내용이 없습니다. {reason} 다시 검사하려면: {command}";

    public override string NoReport(string scan, string command) => $"검사 {scan}의 보고서가 없습니다. 다시 검사하려면: {command}";

    public override string PrintHere(string command) => $"이 컴퓨터에서는 파일로 저장합니다. 입력할 명령: {command}";

    public override string WindowWithoutSandbox(string window, string noSandbox) => $"{window} 옵션은 샌드박스를 관찰하고 {noSandbox} 옵션은 샌드박스를 제외합니다. 둘 중 하나만 지정하십시오.";

    public override string NotAPlatform(string text, string example) => ReferenceWords.NotAPlatform(text, example, Language);

    public override string NeitherScanNorImage(string text, string problem) => $"‘{text}’은(는) 검사 ID도 이미지도 아닙니다: {problem}";

    public override string NoResult(string scan) => $"검사 {scan}의 결과가 없습니다. 알 수 없는 검사이거나, 취소되었거나, 아직 진행 중입니다.";

    public override string NoScanOf(string image, string command) => $"{image} 이미지를 검사한 적이 없습니다. 검사하려면: {command}";

    public override string NoPage(int page, int last) => string.Create(CultureInfo.InvariantCulture, $"{page}쪽은 없습니다. 마지막은 {last}쪽입니다.");
}
