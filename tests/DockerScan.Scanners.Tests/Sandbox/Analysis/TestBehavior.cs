using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Scanners.Sandbox.Analysis.Settings;
using DockerScan.Scanners.Tests.Autorun;
using DockerScan.TestKit.Goldens;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis;

/// <summary>The product's own settings and rules, made once, as the product makes them.</summary>
internal static class TestBehavior
{
    private static readonly Lazy<BehaviorAnalyzer> Made = new(() =>
    {
        var services = new ServiceCollection();
        services.AddSingleton(TestSignatures.All);
        services.AddBehaviorAnalysis(_ => Path);
        return services.BuildServiceProvider().GetRequiredService<BehaviorAnalyzer>();
    });

    private static readonly Lazy<BehaviorSet> Loaded = new(() => BehaviorLoader.Load(Path, TestSignatures.All));

    public static string Path => System.IO.Path.Combine(RepositoryFolder.Find(), "config", "behavior.yaml");

    public static BehaviorSet Settings => Loaded.Value;

    public static BehaviorAnalyzer Analyzer => Made.Value;

    public static SandboxFindings Analyze(RecordBuilder record) => Analyzer.Analyze(record.Build(), TestContext.Current.CancellationToken);

    public static IReadOnlyList<FindingDraft> Findings(SandboxRecord record, string check)
        => [.. Analyzer.Analyze(record, TestContext.Current.CancellationToken).Findings.Where(finding => finding.Check == check)];

    public static IReadOnlyList<FindingDraft> Findings(RecordBuilder record, string check)
        => [.. Analyze(record).Findings.Where(finding => finding.Check == check)];

    /// <summary>The ids of the behaviour findings: what an ordinary server must not have.</summary>
    public static IReadOnlyList<string> Behaviours(RecordBuilder record)
        => [.. Analyze(record).Findings.Where(finding => finding.Check.StartsWith("behavior.", StringComparison.Ordinal)).Select(finding => $"{finding.Check}:{finding.Id}:{finding.Location}")];
}
