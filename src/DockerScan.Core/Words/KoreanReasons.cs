namespace DockerScan.Core.Words;

/// <summary>Why a stage did not complete, and what every answer says of it, in Korean, by its English text.</summary>
internal static class KoreanReasons
{
    public static IReadOnlyList<(string English, string Korean)> Texts { get; } =
    [
        ("left out by request", "요청에 따라 제외함"),
        ("left out by request: the image was not started", "요청에 따라 이미지를 실행하지 않음"),
        ("not configured (VirusTotal:ApiKey)", "설정되지 않음 (VirusTotal:ApiKey)"),
        ("not configured", "설정되지 않음"),
        ("switched off (Sandbox:Enabled): the image was not started", "사용하지 않도록 설정됨 (Sandbox:Enabled): 이미지를 실행하지 않음"),
        ("the image could not be had", "이미지를 얻을 수 없음"),

        // Where the image came from.
        ("only the engine has this image", "엔진에만 있는 이미지"),
        ("the engine has an image with this id", "엔진에 이 ID의 이미지가 있음"),
        ("the engine has this digest already", "엔진에 이 다이제스트의 이미지가 이미 있음"),
        ("the registry could not be asked, so the engine's own copy is scanned: {0}", "레지스트리에 확인할 수 없어 엔진에 있는 사본을 검사함: {0}"),
        ("there is no {0}; {1}, which runs on it, is scanned", "{0}이(가) 없어 그 위에서 실행되는 {1}을(를) 검사함"),

        ("{0} of {1} MiB", "{1} MiB 중 {0} MiB"),

        // Trivy.
        ("Trivy gave no report", "Trivy가 결과를 내지 않음"),
        ("Trivy met its time limit (Trivy:BaseTimeoutSeconds, Trivy:SecondsPer100MiB)", "Trivy가 제한 시간을 넘김 (Trivy:BaseTimeoutSeconds, Trivy:SecondsPer100MiB)"),
        ("other scans did not leave Trivy's cache within {0} s (Trivy:MaxWaitSeconds)", "다른 검사가 {0}초 안에 Trivy 캐시를 비우지 않음 (Trivy:MaxWaitSeconds)"),
        ("Trivy's answer cannot be used: {0}", "Trivy의 결과를 사용할 수 없음: {0}"),
        ("Trivy did not start: {0}", "Trivy가 시작되지 않음: {0}"),
        ("Trivy ended with exit code {0}: {1}", "Trivy가 종료 코드 {0}(으)로 끝남: {1}"),
        ("Trivy's cache folder cannot be used ({0}); next step: check space and rights of Trivy:CacheDirectory", "Trivy 캐시 폴더를 사용할 수 없음({0}). 조치: Trivy:CacheDirectory의 공간과 권한을 확인하십시오"),
        ("it gave no reason; an image that is gone from the engine, a configuration of an unusual form, or a damaged database or cache ends so", "이유를 알리지 않음. 엔진에서 이미지가 사라졌거나, 설정 형식이 특이하거나, 데이터베이스 또는 캐시가 손상된 경우임"),
        ("no space is left on a disk that it writes to; next step: make room at Trivy:CacheDirectory", "쓰려는 디스크에 공간이 없음. 조치: Trivy:CacheDirectory에 공간을 확보하십시오"),
        ("it found no vulnerability database in its cache", "캐시에 취약점 데이터베이스가 없음"),
        ("it may not read or write something that it needs; next step: check the rights of Trivy:CacheDirectory and of the engine's socket", "필요한 것을 읽거나 쓸 권한이 없음. 조치: Trivy:CacheDirectory와 엔진 소켓의 권한을 확인하십시오"),
        ("{0}; next step: {1}", "{0}. 조치: {1}"),
        ("Trivy was not found", "Trivy를 찾을 수 없음"),
        ("Trivy {0} lacks {1}", "Trivy {0}에 {1} 옵션이 없음"),
        ("Trivy {0} is refused: 0.69.4 to 0.69.6 were malicious releases (CVE-2026-33634)", "Trivy {0}을(를) 거부함: 0.69.4부터 0.69.6까지는 악성 릴리스임(CVE-2026-33634)"),
        ("remove it, rotate the credentials it could read, and install another version with its checksum verified", "제거하고, 읽을 수 있었던 자격 증명을 교체한 뒤, 체크섬을 확인하여 다른 버전을 설치하십시오"),
        ("install Trivy {0} (checksum verified) and name it in Trivy:Path, DOCKERSCAN_TRIVY or PATH", "Trivy {0}을(를) 체크섬을 확인하여 설치하고 Trivy:Path, DOCKERSCAN_TRIVY 또는 PATH에 지정하십시오"),
        ("install Trivy {0} or newer (https://trivy.dev, checksum verified) on PATH or name it in DOCKERSCAN_TRIVY; run.sh fetches it where it reaches Trivy's releases or DOCKERSCAN_TRIVY_MIRROR", "Trivy {0} 이상을 체크섬을 확인하여 PATH에 설치하거나(https://trivy.dev) DOCKERSCAN_TRIVY에 지정하십시오. Trivy 릴리스나 DOCKERSCAN_TRIVY_MIRROR에 연결되면 run.sh가 내려받습니다"),
        ("Trivy {0}: systems, package forms and rules that came after it are unknown to it; next step: {1}", "Trivy {0}: 이후에 나온 시스템, 패키지 형식, 규칙을 알지 못함. 조치: {1}"),
        ("which Trivy this is, is not known (it calls itself {0}): systems, package forms and rules that came after it are unknown to it; next step: {1}", "Trivy의 버전을 알 수 없음(자체 표시 {0}): 이후에 나온 시스템, 패키지 형식, 규칙을 알지 못함. 조치: {1}"),
        ("{0} names {1}, which is not a file", "{0}에 지정된 {1}이(가) 파일이 아님"),
        ("{0} does not answer as Trivy does: {1}", "{0}의 응답이 Trivy와 다름: {1}"),
        ("no answer in time", "제시간에 응답이 없음"),
        ("no version printed", "버전이 출력되지 않음"),

        // The sandbox.
        ("the image is for {0}; this machine starts {1} only", "이미지는 {0}용이며 이 서버는 {1}만 실행함"),
        ("the sentinel binary is missing; run.sh builds it, or set Sandbox:SentinelPath", "감시 프로그램이 없음. run.sh로 빌드하거나 Sandbox:SentinelPath를 설정하십시오"),
        ("the sentinel binary is missing", "감시 프로그램이 없음"),
        ("the engine did not end the containers of the sandbox's self-test in time", "엔진이 샌드박스 자체 시험의 컨테이너를 제시간에 종료하지 않음"),
        ("the engine did not end the self-test's containers in time", "엔진이 자체 시험의 컨테이너를 제시간에 종료하지 않음"),
        ("the engine did not end the sandbox's containers in time", "엔진이 샌드박스의 컨테이너를 제시간에 종료하지 않음"),
        ("the self-test failed: {0}", "자체 시험 실패: {0}"),
        ("the sandbox did not see {0}", "샌드박스가 확인하지 못한 것: {0}"),
        ("the image has files or users of every number that its watcher could have", "감시 프로그램이 사용할 수 있는 모든 번호의 파일이나 사용자가 이미지에 있음"),
        ("a sentinel was not ready within {0} s", "감시 프로그램이 {0}초 안에 준비되지 않음"),
        ("the {0} sentinel ended before it was ready: {1}", "{0} 감시 프로그램이 준비되기 전에 종료됨: {1}"),
        ("it said nothing", "아무 내용도 없음"),

        // Look-ups.
        ("nothing is asked until {0}: {1}", "{0}까지 조회하지 않음: {1}"),
        ("the quota of the key is used up", "키의 사용 한도를 모두 씀"),
        ("{0} wait for their turn; the report is amended when they are answered", "{0}건이 차례를 기다림. 응답을 받으면 보고서에 반영됨"),
        ("{0} wait for the quota; the report is amended when they are answered", "{0}건이 사용 한도를 기다림. 응답을 받으면 보고서에 반영됨"),
        ("{0} are not known to VirusTotal, which says nothing of their safety", "{0}건은 VirusTotal에 정보가 없음(안전하다는 뜻이 아님)"),
        ("{0} were not looked up", "{0}건은 조회하지 않음"),
        ("not every file that starts by itself is known to the reputation service", "자동 실행 파일 중 평판 정보가 없는 것이 있음"),
        ("not every contacted address is known to the reputation service", "접속한 주소 중 평판 정보가 없는 것이 있음"),
    ];

    /// <summary>Versions with their month, within a sentence alone: elsewhere such words could be anybody's.</summary>
    public static IReadOnlyList<(string English, string Korean)> InHoles { get; } =
    [
        ("{0} (npm's build)", "{0}(npm 빌드)"),
        ("{0} of January {1}", "{0}({1}년 1월)"),
        ("{0} of February {1}", "{0}({1}년 2월)"),
        ("{0} of March {1}", "{0}({1}년 3월)"),
        ("{0} of April {1}", "{0}({1}년 4월)"),
        ("{0} of May {1}", "{0}({1}년 5월)"),
        ("{0} of June {1}", "{0}({1}년 6월)"),
        ("{0} of July {1}", "{0}({1}년 7월)"),
        ("{0} of August {1}", "{0}({1}년 8월)"),
        ("{0} of September {1}", "{0}({1}년 9월)"),
        ("{0} of October {1}", "{0}({1}년 10월)"),
        ("{0} of November {1}", "{0}({1}년 11월)"),
        ("{0} of December {1}", "{0}({1}년 12월)"),

        ("{0} and {1} more", "{0} 외 {1}개"),

        // Where settings come from.
        ("{0}, then {1}", "{0}, 이어서 {1}"),
        ("environment", "환경 변수"),

        // What was asked of the engine.
        ("wait for a container's end", "컨테이너 종료 대기"),
        ("read a file", "파일 읽기"),
        ("list our containers", "컨테이너 목록 확인"),
        ("start a container to compare with", "비교용 컨테이너 시작"),
        ("remove what a sandbox left", "샌드박스 잔여물 제거"),
        ("remove the image", "이미지 제거"),
        ("remove an image", "이미지 제거"),
        ("remove a container", "컨테이너 제거"),
        ("read the image's history", "이미지 이력 읽기"),
        ("read the image's files", "이미지 파일 읽기"),
        ("read the image's configuration", "이미지 설정 읽기"),
        ("read a folder", "폴더 읽기"),
        ("read a file of a container", "컨테이너 파일 읽기"),
        ("read a container's output", "컨테이너 출력 읽기"),
        ("look at a volume's place", "볼륨 위치 확인"),
        ("look at a path of the target", "대상 경로 확인"),
        ("look at a file of a container", "컨테이너 파일 확인"),
        ("list what the target changed", "변경된 파일 확인"),
        ("list the target's processes", "프로세스 목록 확인"),
        ("list the images that were brought over", "가져온 이미지 목록 확인"),
        ("list our volumes", "볼륨 목록 확인"),
        ("list our networks", "네트워크 목록 확인"),
        ("list our images", "이미지 목록 확인"),
        ("list images", "이미지 목록 확인"),
        ("inspect the image", "이미지 조회"),
        ("inspect an image", "이미지 조회"),
        ("inspect a container", "컨테이너 조회"),
        ("create a container to read from", "읽기용 컨테이너 생성"),
        ("create a container to compare with", "비교용 컨테이너 생성"),
        ("attach to a container", "컨테이너 연결"),
        ("ask where it keeps images", "이미지 저장 위치 확인"),
        ("ask what it can do", "기능 확인"),
        ("ask its version", "버전 확인"),
        ("ask for the version", "버전 확인"),
    ];
}
