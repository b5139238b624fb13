namespace DockerScan.Core.Findings;

/// <summary>
/// Places of findings that our rules name themselves, in Korean. A path, an address, a package, a variable or an instruction of a Dockerfile is a
/// place as it is. Where an image could have something of the same name, the finding's id says that it is ours.
/// </summary>
internal static class KoreanPlaces
{
    public static IReadOnlyList<(string? Id, string English, string Korean)> Texts { get; } =
    [
        (null, "image configuration", "이미지 설정"),
        (null, "many destinations", "여러 목적지"),
        (null, "many addresses", "여러 주소"),
        (null, "multicast and broadcast", "멀티캐스트와 브로드캐스트"),
        (null, "many domains", "여러 도메인"),
        ("unvouched", "start files", "자동 실행 파일"),
        ("history-unreadable", "history", "빌드 이력"),
        ("secret-many", "more secrets", "그 밖의 비밀 정보"),
        ("default-password", "default passwords", "기본 비밀번호"),
        ("setuid-distribution", "set-uid programs", "set-uid 프로그램"),
        ("setuid-many", "more set-uid files", "그 밖의 set-uid 파일"),
        ("path-writable-many", "more programs on PATH", "PATH의 그 밖의 프로그램"),
        ("generated-names", "made-up names", "임의로 만들어진 이름"),
        ("public", "many", "그 밖의 여러 곳"),
        ("attacks-watcher", "sandbox", "샌드박스"),
        ("limit", "processes", "프로세스 수"),
        ("limit", "memory", "메모리"),
        ("limit", "open files", "열린 파일 수"),
    ];
}
