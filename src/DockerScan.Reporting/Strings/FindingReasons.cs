using System.Collections.Frozen;
using DockerScan.Core;
using DockerScan.Core.Findings;

namespace DockerScan.Reporting.Strings;

/// <summary>Why a finding of a kind weighs what it does, about the very thing that was found: <c>{0}</c> is its file, variable, port or address.</summary>
/// <remarks>For what is told by no severity vector and has no reason of its own. By the finding's id; what is not here is told by its check.</remarks>
internal static class FindingReasons
{
    private static readonly FrozenDictionary<string, (string English, string Korean)> Known = new Dictionary<string, (string English, string Korean)>
    {
        // The image's configuration
        ["group-root"] = ("its group is root's: {0} opens files of that group, not the system", "그룹이 root이므로 {0} 설정으로 해당 그룹의 파일에 접근할 수 있으나 시스템 전체 권한을 얻지는 않습니다"),
        ["user-unknown"] = ("the name in {0} is nobody's in this image, so no container of it starts", "{0}에 지정된 사용자가 이미지에 존재하지 않아 컨테이너가 시작되지 않습니다"),
        ["group-unknown"] = ("the group in {0} is not in this image, so no container of it starts", "{0}에 지정된 그룹이 이미지에 존재하지 않아 컨테이너가 시작되지 않습니다"),
        ["path-writable"] = ("any user in the container can change what others start by way of {0}", "컨테이너의 모든 사용자가 {0}을(를) 변경하여 다른 사용자가 실행하는 프로그램을 바꿀 수 있습니다"),
        ["path-relative"] = ("what a command means depends on the folder that a process stands in, which somebody else may fill", "프로세스의 현재 폴더에 따라 실행되는 프로그램이 달라지며, 그 폴더를 다른 사용자가 채울 수 있습니다"),
        ["healthcheck-missing"] = ("it opens nothing; a service that hangs is only not noticed", "직접적인 위협은 아니며, 응답하지 않는 서비스를 감지하지 못합니다"),
        ["volume-system"] = ("a volume over {0} hides what the image brings there: an old one keeps old programs and settings", "{0}이(가) 이미지의 내용을 가리므로, 이전 볼륨을 사용하면 이전 프로그램과 설정이 그대로 남습니다"),
        ["history-download-and-run"] = ("what the other side sent on the day of the build was run at once, and nobody can tell any more what it was", "빌드 당시 받은 내용을 그대로 실행했으므로, 무엇이 실행되었는지 지금은 확인할 수 없습니다"),
        ["history-raw-address"] = ("whoever holds that address, or the way to it, decides what is in the image", "해당 주소 또는 그 경로를 장악한 자가 이미지의 내용을 결정할 수 있습니다"),
        ["history-remote-add"] = ("nothing was compared with what was meant: another file at that address would be in the image all the same", "받은 파일을 검증하지 않았으므로, 해당 주소의 파일이 바뀌어도 그대로 이미지에 포함됩니다"),
        ["secret-env"] = ("{0} is read by whoever pulls the image and by every process in it; what it opens must still be reached", "이미지를 받는 누구나, 그리고 이미지 안의 모든 프로세스가 {0}을(를) 읽을 수 있으며, 이를 이용하려면 해당 서비스에 접근할 수 있어야 합니다"),
        ["secret-label"] = ("{0} is read by whoever pulls the image, and often by whoever lists the registry", "이미지를 받는 누구나, 경우에 따라 레지스트리를 조회하는 누구나 {0}을(를) 읽을 수 있습니다"),
        ["secret-arg"] = ("{0} was meant for the build alone, and the history hands it to whoever pulls the image", "{0}은(는) 빌드에만 쓰일 값이었으나, 이력에 남아 이미지를 받는 누구나 볼 수 있습니다"),
        ["secret-run"] = ("the history keeps {0} for whoever pulls the image, whatever later steps delete", "이후 단계에서 삭제하더라도 이력에 남아 이미지를 받는 누구나 {0}을(를) 볼 수 있습니다"),
        ["secret-cmd"] = ("{0} is read by whoever pulls the image and stands in the list of processes", "이미지를 받는 누구나 {0}을(를) 읽을 수 있으며, 프로세스 목록에도 표시됩니다"),
        ["secret-entrypoint"] = ("{0} is read by whoever pulls the image and stands in the list of processes", "이미지를 받는 누구나 {0}을(를) 읽을 수 있으며, 프로세스 목록에도 표시됩니다"),
        ["secret-healthcheck"] = ("{0} is read by whoever pulls the image and stands in the list of processes each time", "이미지를 받는 누구나 {0}을(를) 읽을 수 있으며, 실행될 때마다 프로세스 목록에 표시됩니다"),
        ["default-password"] = ("it is among the first that anybody tries, and opens only what is left with it", "누구나 먼저 시도하는 값이며, 변경하지 않고 사용하는 경우에만 문제가 됩니다"),
        ["onbuild"] = ("nothing of it runs in this image, but in the build of whoever builds on it", "이 이미지에서는 실행되지 않지만, 이 이미지를 기반으로 빌드할 때 실행됩니다"),

        // What starts
        ["high-entropy"] = ("{0} is packed or encrypted, so nothing in it can be read before it runs", "{0}이(가) 압축 또는 암호화되어 실행 전에는 내용을 확인할 수 없습니다"),
        ["hidden-path"] = ("programs that are installed do not lie at {0}, and what is put there is easily overlooked", "설치된 프로그램이 {0}에 위치하는 경우는 드물며, 눈에 띄지 않게 두기 쉬운 위치입니다"),
        ["started-from-temporary"] = ("{0} is not in the image: what will be started there was never checked", "{0}이(가) 이미지에 없으므로, 그 위치에서 실행될 내용은 검사되지 않았습니다"),
        ["ld-so-preload"] = ("{0} is in every program that starts, and can change what each of them does", "{0}이(가) 시작되는 모든 프로그램에 적재되어 동작을 바꿀 수 있습니다"),
        ["missing-target"] = ("{0} is not there, so nothing of it runs; what it was meant to do is not done", "{0}이(가) 존재하지 않아 실행되지 않으며, 의도한 동작도 수행되지 않습니다"),
        ["missing-interpreter"] = ("the kernel cannot start {0}, so nothing of it runs; what it was meant to do is not done", "커널이 {0}을(를) 시작할 수 없어 실행되지 않으며, 의도한 동작도 수행되지 않습니다"),
        ["not-executable"] = ("the kernel cannot start {0}, so nothing of it runs; what it was meant to do is not done", "커널이 {0}을(를) 시작할 수 없어 실행되지 않으며, 의도한 동작도 수행되지 않습니다"),
        ["not-permitted"] = ("the configured user may not start {0}, so nothing of it runs; another user can", "설정된 사용자는 {0}을(를) 시작할 수 없으나, 다른 사용자로는 시작할 수 있습니다"),
        ["wrong-architecture"] = ("{0} is for another processor, so nothing of it runs here", "{0}은(는) 다른 프로세서용이므로 여기에서는 실행되지 않습니다"),
        ["not-a-program"] = ("the kernel cannot start {0}, so nothing of it runs; what it was meant to do is not done", "커널이 {0}을(를) 시작할 수 없어 실행되지 않으며, 의도한 동작도 수행되지 않습니다"),

        // What was seen
        ["listener-not-exposed"] = ("{0} is a way in that the image does not tell of, and whoever reaches the container reaches it", "이미지가 알리지 않은 {0} 포트가 열려 있어, 컨테이너에 접근할 수 있으면 이 포트에도 접근할 수 있습니다"),
        ["cannot-start"] = ("nothing of it ran, so nothing of what it would do was seen", "실행되지 않았으므로 실행 시의 동작을 확인하지 못했습니다"),
        ["exit-code"] = ("it ended by itself, so what it does later was not seen", "스스로 종료되어 이후의 동작을 확인하지 못했습니다"),
        ["out-of-memory"] = ("it takes more memory than it was given, and can take it from its neighbours where no limit is set", "주어진 것보다 많은 메모리를 사용하므로, 제한이 없는 환경에서는 다른 서비스에 영향을 줄 수 있습니다"),
        ["token-read"] = ("credentials at {0} were read, and not seen to be sent", "{0}의 자격 증명을 읽었으나 외부로 전송하는 동작은 확인되지 않았습니다"),
        ["token-sent"] = ("credentials were sent away ({0}): whatever they open is open to the other side", "자격 증명이 외부로 전송되었습니다({0}). 이로써 접근 가능한 모든 것이 노출됩니다"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The reason, with the place as <paramref name="target"/> shows it; null when the kind has none.</summary>
    public static string? Of(FindingDraft finding, ReportLanguage language, Func<string, string> target)
        => !Known.TryGetValue(finding.Id, out var reason) ? null
            : string.Format(System.Globalization.CultureInfo.InvariantCulture, language == ReportLanguage.Korean ? reason.Korean : reason.English, target(finding.Target));
}
