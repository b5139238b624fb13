using System.Text.Json.Nodes;
using DockerScan.Host.Tests.Web;

namespace DockerScan.Host.Tests.Browser;

/// <summary>
/// The pages and the report against axe-core, every tag of WCAG 2.2 AA named: a tag that is not named leaves its rules out, and an unknown one
/// leaves out all. Needs <c>npm ci</c> in <c>tests/clients/axe</c>.
/// </summary>
[Trait("Category", "Browser")]
public sealed class AxeTests : IAsyncLifetime
{
    private static readonly string Library = Path.Combine(Repository.Root, "tests", "clients", "axe", "node_modules", "axe-core", "axe.min.js");
    private Chromium _chromium = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Chromium.Program), $"{Chromium.Program} is not there: apt-get install chromium");
        Assert.SkipUnless(File.Exists(Library), "axe-core is not there: tests/clients/check.sh axe pages");
        _chromium = await Chromium.StartAsync(Token);
    }

    public ValueTask DisposeAsync() => _chromium is null ? ValueTask.CompletedTask : _chromium.DisposeAsync();

    [Theory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task Pages_EveryRuleOfWcag22AA_IsKept(int width, bool isDark)
    {
        var axe = await File.ReadAllTextAsync(Library, Token);
        await using var app = await ServedApp.StartAsync(Token);
        await using var closed = await ServedApp.StartAsync(Token, """, "Web": { "Hosts": [ "scan.example" ] }""");
        var scans = await ScreenPages.FillAsync(app, Token);
        var tab = await _chromium.OpenAsync(Token);
        await tab.LookAsync(width, isDark, "ko", withScript: true, Token);
        List<string> faults = [];
        foreach (var (name, address) in scans.Select(page => (page.Key, new Uri(app.Client.BaseAddress!, page.Value))).Append(("login", closed.Client.BaseAddress!)))
        {
            await tab.GoAsync(address, Token);
            // What is folded is read too.
            await tab.RunAsync("[...document.querySelectorAll('details')].slice(0, 30).forEach(each => each.open = true)", Token);
            await tab.RunAsync($"{axe}; true", Token);
            var found = JsonNode.Parse((string)(await tab.RunAsync(
                """
                axe.run({ runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }, resultTypes: ['violations'], elementRef: false })
                  .then(answer => JSON.stringify({
                    rules: [...answer.passes, ...answer.violations, ...answer.incomplete, ...answer.inapplicable].map(rule => rule.id),
                    faults: answer.violations.map(rule => `${rule.id}: ${rule.nodes.slice(0, 4).map(node => node.target.join(' ')).join(', ')} (${rule.nodes.length})`),
                  }))
                """,
                Token))!)!;
            var rules = found["rules"]!.AsArray().Select(rule => (string)rule!).ToList();
            Assert.Contains("target-size", rules);
            Assert.Contains("color-contrast", rules);
            Assert.True(rules.Count > 50, $"only {rules.Count} rules ran");
            faults.AddRange(found["faults"]!.AsArray().Select(fault => $"{name}: {(string)fault!}"));
        }

        Assert.Empty(faults);
    }
}
