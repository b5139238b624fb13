using DockerScan.Core.Reports;

namespace DockerScan.Core.Words;

/// <content>A chat in the terminal, and what its machine can do.</content>
internal sealed partial class KoreanWords
{
    public override string Welcome(string scan, string help, string exit) => $"{scan}, {help} 또는 {exit} 명령을 입력하십시오.";

    public override string ExitEnds(string exit) => $"대화를 끝내려면 {exit} 명령을 입력하십시오.";

    public override string Farewell => "안녕히 가십시오.";

    public override string Stopped => "중단했습니다.";

    public override string NoLongerWatching => "더 이상 지켜보지 않습니다. 다른 사람도 요청한 검사이므로 계속 진행됩니다.";

    public override string GoesOn => "취소하지 않았습니다. 검사는 계속 진행됩니다.";

    public override string NeededToPrint(PrinterNeed need) => need switch
    {
        PrinterNeed.Browser => "PDF를 만들 수 없습니다. Chromium이 설치되어 있지 않습니다. 설치하십시오(apt-get install chromium).",
        PrinterNeed.Typeface => "PDF를 만들 수 없습니다. 한글 글꼴이 설치되어 있지 않습니다(apt-get install fonts-noto-cjk).",
    };

    public override string NotPrinted => "이번에는 보고서를 PDF로 만들지 못했습니다. 이유는 프로그램의 로그에 있습니다. 보고서 페이지는 브라우저에서 인쇄할 수 있습니다.";
}
