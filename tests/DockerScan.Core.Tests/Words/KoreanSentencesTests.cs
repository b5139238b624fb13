using System.Text;
using System.Text.RegularExpressions;
using DockerScan.Core.Findings;
using DockerScan.Core.Health;
using DockerScan.Core.Words;

namespace DockerScan.Core.Tests.Words;

/// <summary>
/// What parts of the program say in English, each has its Korean: failures, reasons of stages, the health of parts, evidence. A sentence
/// that is added or reworded without it is found in the source.
/// </summary>
public sealed partial class KoreanSentencesTests
{
    // Names of programs, settings, commands, units and forms, which are the same in every language.
    private const string Latin = """
        all rescan scheduler worker
        Autorun Maven MaxBinaryKiB MaxDepth MaxFiles MaxFindings Stratum dpkg java
        EPSS EpssPath Exploits KEV KevPath acme ghcr io reason unaccept
        Asia Berlin Europe IANA MinFreeGiB MinIntervalMinutes Schedules Seoul Watch crontab daily dec hourly jan nightly sat sun weekly
        store copy URI cert pem key ca serve chat API KeepServer AllowedRegistries Kind ApiKey ApiKeyFile AppToken BaseTimeoutSeconds BotToken CMD CPU CVE CacheDirectory ConnectionStringFile DATA DOCKER DOCKERSCAN Database DatabasePath Debian Discord
        Docker ENTRYPOINT ENV Enabled Engine GiB HOST HTTP Host ID InsecureRegistries Java Linux MIRROR MaxCompressedMiB MaxUnpackedMiB MaxWaitSeconds KiB MiB
        MinFreeDiskBytes Mode MongoDB PATH Path PullTimeoutSeconds Registry SQLite Sqlite Sandbox Scan SecondsPer SentinelPath Slack Socket Storage TLS TRIVY TokenServers Trivy
        USER UTC Ubuntu VOLUME VirusTotal WORKDIR Windows apikey applications capability cgroup chat chmod com commands db dev discord docker docs env etc gid gui
        gzip http https icmp icmpv images json login md metadata mongodb my no npipe npm owner passwd pid profile readWrite root rootfs run sandbox seccomp serve set sh sha shadow
        CHANNEL IMAGE notify test to watch webhook
        slack status tcp trivy udp uid unconfined unix virustotal www zstd
        """;

    // Their Korean is these letters.
    private static readonly string[] OnlyNames = ["trivy", "virustotal", "slack", "discord", "Docker Engine {0} (API {1}, {2})", "{0}; sha256 {1}"];

    // Seen by who runs the program on this machine alone, or words of another program around which nothing of ours stands.
    private static readonly string[] ForOperators =
    [
        "DockerScan.Host/", "DockerScan.Reporting/ReportFolder.cs", "DockerScan.Reporting/CaptureFiles.cs", "DockerScan.Reporting/Pdf/", "DockerScan.Engine/Queue/WorkerPresence.cs",
    ];

    // Put together of pieces: what stands in the holes is a text of ours too.
    private static readonly Dictionary<string, string> Composed = new(StringComparer.Ordinal)
    {
        ["x1 has no x1; x1"] = "x1 has no x1; it has no image at all",
        ["x1 has a rate limit and asks to wait x1; docker login raises the limit"] = "x1 has a rate limit and asks to wait a while; docker login raises the limit",
        ["x1 was not found at x1, or there is no access to it; x1, or run docker login if it is private"] = "x1 was not found at x1, or there is no access to it; check the name, or run docker login if it is private",
        ["x1 was not found: the repository has no such x1; x1"] = "x1 was not found: the repository has no such digest; check it",
        ["the engine did not list the image's files, so only its configuration was read: "] = "the engine did not list the image's files, so only its configuration was read: x1",
        ["the image calls itself x1 x1"] = "the image calls itself x1 x1, and its packages were compared with the advisories for x1; what is known against its own packages may be missing",
        [", and its packages were compared with the advisories for x1; what is known against its own packages may be missing"]
            = "the image calls itself x1 x1, and its packages were compared with the advisories for x1; what is known against its own packages may be missing",
        ["the vulnerability database has no advisories at all for x1 x1"] = "the vulnerability database has no advisories at all for x1 x1: its packages were compared with nothing; next step: x1",
        [": its packages were compared with nothing; next step: x1"] = "the vulnerability database has no advisories at all for x1 x1: its packages were compared with nothing; next step: x1",
        ["x1 did not answer in time (x1); look at its load and try again"] = "The container engine of x1 did not answer in time (x1); look at its load and try again",
        ["x1's socket may not be opened (x1); add this user to the docker group"] = "The container engine's socket may not be opened (x1); add this user to the docker group",
        ["x1 sent an answer that cannot be read (x1)"] = "The container engine sent an answer that cannot be read (x1)",
        ["x1 x1 (x1); start it, or set x1"] = "The container engine cannot be reached or broke off (x1); start it, or set x1",
    };

    private static readonly List<(string English, string Korean)> Sentences = [.. KoreanFailures.Texts, .. KoreanReasons.Texts, .. KoreanReasons.InHoles, .. KoreanHealth.Texts, .. KoreanDetails.Texts];

    public static TheoryData<string> Said => [.. Literals().Select(each => each.Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [Fact]
    public void Texts_Each_HasItsOwnKoreanWithTheSameHoles()
    {
        Assert.Equal(Sentences.Count, Sentences.Select(text => text.English).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(KoreanEvidence.Texts.Count, KoreanEvidence.Texts.Select(text => text.English).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Sentences.Concat(KoreanEvidence.Texts), text =>
        {
            Assert.True(OnlyNames.Contains(text.English) || HangulLetter().IsMatch(text.Korean), text.English);
            var holes = Hole().Matches(text.English).Select(hole => hole.Value).ToList();
            Assert.Equal(Enumerable.Range(0, holes.Count).Select(number => FormattableString.Invariant($"{{{number}}}")), holes);
            Assert.Equal(holes, Hole().Matches(text.Korean).Select(hole => hole.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void Texts_InKorean_HoldNoOtherLatinWord()
    {
        var known = Latin.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

        Assert.Empty(Sentences.Concat(KoreanEvidence.Texts).SelectMany(text => LatinWord().Matches(Hole().Replace(text.Korean, " ")).Select(word => word.Value)).Except(known));
    }

    [Theory]
    [MemberData(nameof(Said))]
    public void Korean_OfWhatAPartSays_IsThere(string english)
    {
        var words = Vocabulary.In(ReportLanguage.Korean);

        Assert.Matches(HangulLetter(), words.Of(new ScanFailure(FailureKind.Internal, english)));
    }

    [Fact]
    public void Literals_OfTheSource_AreFound() => Assert.InRange(Said.Count, 100, 1000);

    [Theory]
    [InlineData("The container engine did not answer in time (list images); look at its load and try again", "컨테이너 엔진이 제시간에 응답하지 않음(이미지 목록 확인). 부하를 확인한 뒤 다시 시도하십시오")]
    [InlineData("the registry could not be asked, so the engine's own copy is scanned: example.org cannot be reached from here (no connection)", "레지스트리에 확인할 수 없어 엔진에 있는 사본을 검사함: example.org에 연결할 수 없음(연결할 수 없음)")]
    [InlineData("redis:7x was not found: the repository has no such tag; did you mean redis:7?", "redis:7x을(를) 찾을 수 없음: 저장소에 그런 태그가 없음. redis:7을(를) 찾으십니까?")]
    [InlineData("The container engine cannot be reached or broke off (ask its version); start it, or set DOCKER_HOST", "컨테이너 엔진에 연결할 수 없거나 연결이 끊어짐(버전 확인). 엔진을 시작하거나 DOCKER_HOST을(를) 설정하십시오")]
    [InlineData("valid: dockerscan.json, then mine.json, then environment", "올바름: dockerscan.json, 이어서 mine.json, 이어서 환경 변수")]
    [InlineData("something that no part says", "something that no part says")]
    public void Of_Failure_IsSaidInKoreanWithItsNames(string english, string korean)
    {
        Assert.Equal(korean, Vocabulary.In(ReportLanguage.Korean).Of(new ScanFailure(FailureKind.Internal, english)));
        Assert.Equal(english, Vocabulary.In(ReportLanguage.English).Of(new ScanFailure(FailureKind.Internal, english)));
    }

    [Fact]
    public void Of_Health_EveryPartOfIt()
    {
        var said = Vocabulary.In(ReportLanguage.Korean).Of(new HealthReport(
            "trivy", HealthStatus.Degraded, "version 0.44.1 of August 2023 (npm's build), 3 years old; what came after it is unknown to it", "see the store") { Place = "/opt/trivy" });

        Assert.Equal(("Trivy", "버전 0.44.1(2023년 8월)(npm 빌드), 3년 경과; 이후에 나온 것을 알지 못함", "저장소 항목을 확인하십시오", "/opt/trivy"), (said.Part, said.Detail, said.NextStep, said.Place));
    }

    [Theory]
    [InlineData("+1.2 s /bin/sh (pid 7, uid 0): tcp to 198.51.100.7:443: HTTP GET /; bytes \"GET / HTTP/1.1\"", "+1.2초 /bin/sh (pid 7, uid 0): tcp 접속 198.51.100.7:443: HTTP GET /; 바이트 \"GET / HTTP/1.1\"")]
    [InlineData("+0.2 s /x (pid 1, uid 0): tcp to pool.example.net (192.0.2.1:3333) (2 times): Stratum login, wallet 44AF; bytes \"{\"", "+0.2초 /x (pid 1, uid 0): tcp 접속 pool.example.net (192.0.2.1:3333) (2회): Stratum 로그인, 지갑 44AF; 바이트 \"{\"")]
    [InlineData("+0.0 s /x (pid 1, uid 0): /x y; effective uid 0, real uid 0, capabilities 200425db, to the end", "+0.0초 /x (pid 1, uid 0): /x y; 유효 uid 0, 실제 uid 0, capability 200425db, 끝까지 실행됨")]
    [InlineData("wallet 44AF, agent XMRig/6.21.0, password x", "지갑 44AF, 에이전트 XMRig/6.21.0, 비밀번호 x")]
    [InlineData("wallet 44AF, password x", "지갑 44AF, 비밀번호 x")]
    [InlineData("no USER is configured, so it is root", "USER가 설정되지 않아 root임")]
    [InlineData("tar 1.34 (installed), no fixed version; severity by debian; layer 0123456789ab", "tar 1.34 (설치됨), 수정 버전 없음; 심각도 기준 debian; 레이어 0123456789ab")]
    [InlineData("/entry.sh: script, started by ENTRYPOINT, sha256 not computed\nand 3 more", "/entry.sh: 스크립트, ENTRYPOINT이(가) 실행, sha256 계산하지 않음\n외 3건")]
    [InlineData("pid 12 was started by /bin/sh (pid 9): /start.sh → sh -c curl x → curl x", "pid 12을(를) 실행한 프로세스 /bin/sh (pid 9), 시작 경로: /start.sh → sh -c curl x → curl x")]
    [InlineData("pid 12 was started by a process not seen: curl x", "pid 12을(를) 실행한 프로세스는 관찰되지 않음, 시작 경로: curl x")]
    [InlineData("pid 1 is what the image was started as: /start.sh → redis-server", "pid 1, 이미지의 시작 명령: /start.sh → redis-server")]
    [InlineData("not seen which process did it; the image was started as: /start.sh", "어느 프로세스의 동작인지 관찰되지 않음, 이미지의 시작 명령: /start.sh")]
    // What an image wrote is evidence as it is.
    [InlineData("Server starts listening", "Server starts listening")]
    [InlineData("database is empty", "database is empty")]
    [InlineData("high", "high")]
    public void Evidence_InKorean_IsSaidAroundWhatWasSeen(string english, string korean) => Assert.Equal(korean, FindingWords.Evidence(english, ReportLanguage.Korean));

    // Every literal of prose that is given to one of these, holes filled.
    private static IEnumerable<(string File, string Text)> Literals()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DockerScan.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the solution is not above the tests");
        }

        var source = Path.Combine(folder.FullName, "src");
        return from path in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
               let name = Path.GetRelativePath(source, path).Replace('\\', '/')
               where !name.Contains("/obj/", StringComparison.Ordinal) && !ForOperators.Any(part => name.StartsWith(part, StringComparison.Ordinal))
               let text = File.ReadAllText(path)
               from call in Call().Matches(text)
               from literal in Strings(text, call.Index + call.Length)
               where Prose().IsMatch(literal)
               // What is said of a registry stands behind its name.
               let said = call.Value == "Unavailable(" ? "x1 " + literal : literal
               select (name, Composed.GetValueOrDefault(said, said));
    }

    // The literals up to the parenthesis that closes the call; what stands in a hole is "x1".
    private static IEnumerable<string> Strings(string text, int at)
    {
        for (var depth = 1; depth > 0 && at < text.Length; at++)
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[at] == '"')
            {
                var (literal, end) = Literal(text, at + 1, isInterpolated: text[at - 1] == '$');
                at = end;
                yield return literal;
            }
        }
    }

    private static (string Text, int End) Literal(string text, int at, bool isInterpolated)
    {
        var literal = new StringBuilder();
        for (; text[at] != '"'; at++)
        {
            if (text[at] == '\\')
            {
                literal.Append(text[++at]);
            }
            else if (isInterpolated && text[at] == '{')
            {
                literal.Append("x1");
                for (var depth = 0; text[at] != '}' || depth > 1; at++)
                {
                    depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
                    if (text[at] == '"')
                    {
                        at = Literal(text, at + 1, isInterpolated: text[at - 1] == '$').End;
                    }
                }
            }
            else
            {
                literal.Append(text[at]);
            }
        }

        return (literal.ToString(), at);
    }

    [GeneratedRegex(@"new ScanFailure\(|new HealthReport\(|ScannerOutcome\.Without\(|RegistryFailures\.Unreadable\(|\bUnavailable\(|log\.Skip\(|new SandboxFailedException\(|new Gap\(", RegexOptions.NonBacktracking)]
    private static partial Regex Call();

    [GeneratedRegex("[a-z]{2,}[,;:]? [a-z]{2,}", RegexOptions.NonBacktracking)]
    private static partial Regex Prose();

    [GeneratedRegex(@"\{\d\}", RegexOptions.NonBacktracking)]
    private static partial Regex Hole();

    [GeneratedRegex("[가-힣]", RegexOptions.NonBacktracking)]
    private static partial Regex HangulLetter();

    [GeneratedRegex("[A-Za-z]{2,}", RegexOptions.NonBacktracking)]
    private static partial Regex LatinWord();
}
