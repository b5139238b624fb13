namespace DockerScan.Core.Words;

/// <content>Cards on their platforms.</content>
internal sealed partial class KoreanWords
{
    public override string RestInThread => "전체 내용은 스레드의 파일에 있습니다.";

    public override string NoRoomForRest => "카드에 표시할 공간이 없습니다.";

    public override string NotShown => "표시하지 않음";

    public override string InterruptCancels => "Ctrl-C를 누르면 검사가 취소됩니다.";

    public override string LinesLeftOut(int lines) => $"여기서 {lines}줄이 생략되었습니다.";

    public override string PartsLeftOut(int parts) => $"항목 {parts}개를 더 표시하지 못했습니다. 보고서에 모두 있습니다.";

    public override string MoreLines(int lines) => $"외 {lines}줄";

    public override string NotAttached(string file) => $"{file} 파일을 첨부할 수 없었습니다.";

    public override string FileTooLarge(string file, string size, string most) => $"{file} 파일의 크기는 {size}이며, {most}까지만 첨부할 수 있습니다.";

    public override string FileNotAllowed(string file, string platform, string permission)
        => $"{file} 파일을 첨부할 수 없었습니다. {platform}에서 앱에 {permission} 권한이 부여되지 않았습니다. 앱 관리자에게 추가를 요청하십시오.";

    public override string FileRefused(string file, string platform, string reason) => $"{file} 파일을 첨부할 수 없었습니다. {platform}에서 거부했습니다({reason}).";

    public override string SampleCard => "직접 보낸 예시입니다. 검사한 이미지가 없으므로 단추를 눌러도 보여 드릴 내용이 없습니다.";

    public override string NoSuchReport => "보고서가 없거나 링크가 만료되었습니다. 링크를 받은 곳에서 다시 요청하십시오.";

    public override string NotAMember => "이 채널에 참여하고 있지 않습니다";

    public override string InviteMe(string command) => $"참여한 채널에서만 답할 수 있습니다. {command} 명령에 제 이름을 붙여 초대한 뒤 다시 요청하십시오.";

    public override string TooManyRunning => "실행 중인 명령이 너무 많습니다";

    public override string NothingStarted => "아무것도 시작하지 않았습니다. 1분 뒤에 다시 시도하십시오.";
}
