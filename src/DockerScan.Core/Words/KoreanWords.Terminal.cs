namespace DockerScan.Core.Words;

/// <content>A chat in the terminal.</content>
internal sealed partial class KoreanWords
{
    public override string Welcome(string scan, string help, string exit) => $"{scan}, {help} 또는 {exit} 명령을 입력하십시오.";

    public override string ExitEnds(string exit) => $"대화를 끝내려면 {exit} 명령을 입력하십시오.";

    public override string Farewell => "안녕히 가십시오.";

    public override string Stopped => "중단했습니다.";

    public override string NoLongerWatching => "더 이상 지켜보지 않습니다. 다른 사람도 요청한 검사이므로 계속 진행됩니다.";

    public override string GoesOn => "취소하지 않았습니다. 검사는 계속 진행됩니다.";
}
