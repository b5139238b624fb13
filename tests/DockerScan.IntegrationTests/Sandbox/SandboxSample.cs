using System.Text.Json;
using System.Text.Json.Serialization;

namespace DockerScan.IntegrationTests.Sandbox;

/// <summary>What stands in a sample's <c>expected.json</c>.</summary>
internal sealed record SandboxSample
{
    public int Window { get; init; }

    /// <summary>The outcome of the sandbox.</summary>
    public string Outcome { get; init; } = "completed";

    /// <summary>The checks that must be detected by the sandbox.</summary>
    public string[] Findings { get; init; } = [];

    /// <summary>The ids of findings that must be among them, where one check has several.</summary>
    public string[] Ids { get; init; } = [];

    /// <summary>Those that may be.</summary>
    public string[] Allow { get; init; } = [];

    public Contact[] Contacts { get; init; } = [];

    public Listener[] Listeners { get; init; } = [];

    /// <summary>An image that anybody might run: it must stay quiet.</summary>
    public bool Ordinary { get; init; }

    /// <summary>How many starts of a program the kernel must have told; 0 when nobody counts.</summary>
    public long Starts { get; init; }

    /// <summary>An image that attacks the limits.</summary>
    public bool Hostile { get; init; }

    internal sealed record Contact(string Protocol, int Port, string? Domain, string? Application, string? Process);

    internal sealed record Listener(string Protocol, int Port, string? Process);

    public static SandboxSample Read(string name)
        => JsonSerializer.Deserialize<SandboxSample>(File.ReadAllText(Path.Combine(Folder, name, "expected.json")), Options)
            ?? throw new InvalidOperationException($"{name}: expected.json is null");

    // One of each kind in an ordinary run; all of them with ./test.sh --all-samples, which takes several minutes more.
    private static readonly string[] Short = ["miner", "reverse-shell", "backdoor", "token-thief", "shell", "killer", "caller-dropper", "spoofed-flood", "wiper", "cannot-start", "gate-opener", "check-listener", "watcher-killer", "leaderless"];

    // Those named, where DOCKERSCAN_TEST_SAMPLES names some.
    private static bool IsWanted(string name)
        => Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_SAMPLES") is { Length: > 0 } named ? named.Split(' ').Contains(name) : Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_ALL_SAMPLES") == "yes" || Short.Contains(name);

    /// <summary>The names of those that fit.</summary>
    public static IEnumerable<TheoryDataRow<string>> Names(Func<SandboxSample, bool> fits)
        => Directory.Exists(Folder)
            ? Directory.GetFiles(Folder, "expected.json", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file)!))
                .Where(name => IsWanted(name) && fits(Read(name))).Order(StringComparer.Ordinal).Select(name => new TheoryDataRow<string>(name))
            : [];

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    private static string Folder => Path.Combine(Root(), "samples", "sandbox");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DockerScan.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the solution is not above the tests");
        }

        return folder.FullName;
    }
}
