using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Goldens;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Tests.Database;

/// <summary>A file that the version before set-uid files had a check of their own wrote, with one scan in it, still opens, and its findings have the keys that a new scan gives them.</summary>
public sealed class MovedChecksTests : IDisposable
{
    private static readonly ScanId Scan = ScanId.Parse("ap8jnckz06bx");

    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Migrate_FileOfSchema6_KeepsEveryFinding()
    {
        var result = await ReadAsync();

        Assert.Equal(
        [
            "reverse-shell.dev-tcp autorun.malware /entry.sh", "packer.upx autorun.file /bin/app", "tamper.cron-install autorun.file /entry.sh",
            "tamper.sudo-all autorun.file /entry.sh", "runs-as-root privilege.root-user /bin/app", "setuid-file privilege.set-uid /usr/bin/helper",
            "user-root privilege.root-user USER", "exit-code behavior.crash /entry.sh", "healthcheck-missing cve.misconfiguration HEALTHCHECK",
            "setuid-distribution privilege.set-uid set-uid programs",
        ], result.Findings.Select(finding => $"{finding.Details.Id} {finding.Details.Check} {finding.Details.Location}"));
        Assert.Equal((Verdict.Unknown, Verdict.High), (result.Verdict, result.AtLeast));
    }

    [Fact]
    public async Task Migrate_MovedFindings_HaveTheKeyOfANewScan()
    {
        var result = await ReadAsync();

        Assert.All(result.Findings, finding => Assert.Equal(FindingKey.Create("docker.io/fixtures/moved-checks", "linux/amd64", finding.Details), finding.Key));
        Assert.All(result.Findings.Where(finding => finding.Details.Check.StartsWith("autorun.", StringComparison.Ordinal)), finding => Assert.Equal(KeyClasses.Signature, finding.Details.KeyClass));
        Assert.Equal("setuid-file", Assert.Single(result.Findings, finding => finding.Key == FindingKey.Create("docker.io/fixtures/moved-checks", "linux/amd64", "privilege.set-uid", "setuid-file", "/usr/bin/helper")).Details.Id);
    }

    [Fact]
    public async Task Migrate_FindingsThatStay_KeepTheirKeyAndRisk()
    {
        var result = await ReadAsync();

        Assert.Equal(["55c42d4e84b0f14c", "5d0a2e3fdf70d760", "0a22267c1bb91eb2", "3fac57bd85f96feb"],
            ((string[])["user-root", "runs-as-root", "healthcheck-missing", "exit-code"]).Select(id => result.Findings.Single(finding => finding.Details.Id == id).Key));
        Assert.Equal(4, result.Findings.Count(finding => finding.Risk == Risk.High));
    }

    [Fact]
    public async Task Migrate_Checklist_CountsWhatMoved()
    {
        var result = await ReadAsync();

        Assert.Equal("privilege.root-user Detected Medium 2, privilege.set-uid Detected Medium 2, autorun.file Detected High 3, autorun.malware Detected High 1",
            string.Join(", ", result.Checklist.Where(line => line.Check.StartsWith("privilege.", StringComparison.Ordinal) || line.Check.StartsWith("autorun.", StringComparison.Ordinal))
                .Select(line => $"{line.Check} {line.Result} {line.Risk} {line.Findings}")));
        Assert.Equal("privileges", result.Checklist.Single(line => line.Check == "privilege.set-uid").Group);
    }

    [Fact]
    public async Task Migrate_Twice_ChangesNothingMore()
    {
        var first = await ReadAsync();
        _store.Database().Dispose();

        var second = await (await _store.CreateAsync(Token)).FindResultAsync(Scan, Token);

        Assert.Equal(first.Findings.Select(finding => finding.Key), second!.Findings.Select(finding => finding.Key));
    }

    [Fact]
    public async Task Migrate_DamagedDocument_IsLeftAndSaidWhenRead()
    {
        Place("UPDATE findings SET document = '{' WHERE ordinal = 5");

        var store = await _store.CreateAsync(Token);

        Assert.Contains("cannot be read", (await Assert.ThrowsAsync<Core.EngineException>(() => store.FindResultAsync(Scan, Token))).Message, StringComparison.Ordinal);
    }

    // Without what fed them, a check that lost its findings is not "not detected".
    [Theory]
    [InlineData("autorun", "completed", "skipped", "NotAssessed")]
    [InlineData("autorun", "completed", "completed", "NotDetected")]
    [InlineData("autorun", "partial", "completed", "NotAssessed")]
    public async Task Migrate_CheckThatLostItsFindings_IsNotDetectedOnlyWhenAllRan(string stage, string outcome, string reputation, string expected)
    {
        Place($$"""
            DELETE FROM findings WHERE ordinal = 0;
            UPDATE findings SET ordinal = ordinal - 1;
            UPDATE results SET finding_count = 9, document = json_set(document,
              '$.stages[' || (SELECT key FROM json_each(document, '$.stages') WHERE value ->> 'id' = '{{stage}}') || '].outcome', '{{outcome}}',
              '$.stages[' || (SELECT key FROM json_each(document, '$.stages') WHERE value ->> 'id' = 'virustotal') || '].outcome', '{{reputation}}');
            """);

        var result = await (await _store.CreateAsync(Token)).FindResultAsync(Scan, Token);

        Assert.Equal(expected, result!.Checklist.Single(line => line.Check == "autorun.malware").Result.ToString());
    }

    private async Task<ScanResult> ReadAsync()
    {
        Place(null);
        var store = await _store.CreateAsync(Token);
        return await store.FindResultAsync(Scan, Token) ?? throw new InvalidOperationException("the file's scan is gone");
    }

    private void Place(string? change)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_store.Path)!);
        File.Copy(Path.Combine(RepositoryFolder.Find(), "tests", "DockerScan.Sqlite.Tests", "testdata", "schema6.db"), _store.Path);
        if (change is not null)
        {
            using var connection = new SqliteConnection($"Data Source={_store.Path};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = change;
            command.ExecuteNonQuery();
        }
    }
}
