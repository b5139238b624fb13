using DockerScan.Engine.Scanning;
using DockerScan.Host.Composition;
using DockerScan.Scanners.Sandbox;

namespace DockerScan.Host.Tests.Composition;

/// <summary>On the binder's own words, so that a new version that says it otherwise fails here.</summary>
public sealed class BinderProblemTests
{
    [Fact]
    public void Explain_MisspeltKey_NamesItsSectionAndTheNearestOne()
        => Assert.Equal(
            ["settings: there is no Scan:MaxUnpackdMiB; did you mean Scan:MaxUnpackedMiB?; docs/configuration.md lists them all"],
            Explain<ScanningOptions>("Scan", "MaxUnpackdMiB", "1"));

    [Fact]
    public void Explain_UnknownKey_IsNamed()
        => Assert.Equal(["settings: there is no Scan:Zebra; docs/configuration.md lists them all"], Explain<ScanningOptions>("Scan", "Zebra", "1"));

    [Theory]
    [InlineData("Concurrency", "hunter2", "settings: Scan:Concurrency must be a whole number; see docs/configuration.md")]
    [InlineData("KeepPulledImages", "hunter2", "settings: Scan:KeepPulledImages must be true or false; see docs/configuration.md")]
    public void Explain_ValueOfAnotherKind_SaysWhatIsWantedAndNeverTheValue(string key, string value, string expected)
        => Assert.Equal([expected], Explain<ScanningOptions>("Scan", key, value));

    [Fact]
    public void Explain_NoneOfTheChoices_ListsThem()
        => Assert.Equal(["settings: Sandbox:Mode must be Sinkhole or None or Open; see docs/configuration.md"], Explain<SandboxOptions>("Sandbox", "Mode", "closed"));

    private static IReadOnlyList<string> Explain<T>(string section, string key, string value)
        where T : class, new()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create($"{section}:{key}", (string?)value)]).Build();
        var problem = Assert.Throws<InvalidOperationException>(
            () => configuration.GetSection(section).Bind(new T(), binder => binder.ErrorOnUnknownConfiguration = true));
        return BinderProblem.Explain(problem.Message);
    }
}
