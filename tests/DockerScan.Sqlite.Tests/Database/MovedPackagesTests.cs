using Dapper;
using DockerScan.Core.Findings;
using DockerScan.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Tests.Database;

/// <summary>Findings that were stored under an older spelling of their package have the key that a new scan gives them.</summary>
public sealed class MovedPackagesTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("opensuse.leap", "pkg:generic/libstdc++6", "pkg:rpm/opensuse/libstdc++6")]
    [InlineData("suse linux enterprise server", "pkg:generic/glibc", "pkg:rpm/suse/glibc")]
    [InlineData("cbl-mariner", "pkg:generic/openssl", "pkg:rpm/cbl-mariner/openssl")]
    [InlineData("azurelinux", "pkg:azurelinux/curl", "pkg:rpm/azurelinux/curl")]
    [InlineData("wolfi", "pkg:wolfi/git", "pkg:apk/wolfi/git")]
    [InlineData("debian", "pkg:deb/debian/g%2B%2B-12", "pkg:deb/debian/g++-12")]
    [InlineData("opensuse-leap", "pkg:rpm/opensuse-leap/curl", "pkg:rpm/opensuse/curl")]
    [InlineData("debian", "pkg:npm/%40Angular/core|app/package.json", "pkg:npm/%40angular/core|app/package.json")]
    public void Apply_OldSpelling_GetsTheKeyOfANewScan(string family, string old, string location)
    {
        var (key, document) = Migrate(family, "CVE-1", old);

        Assert.Equal(FindingKey.Create("docker.io/library/x", "linux/amd64", "vulnerability", "CVE-1", location), key);
        Assert.Contains($"\"location\":\"{location}\"", document, StringComparison.Ordinal);
        Assert.Contains($"\"key\":\"{key}\"", document, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_SystemPastItsEnd_HasItsNameOfToday()
        => Assert.Contains("\"location\":\"os:opensuse-leap\"", Migrate("opensuse.leap", "os-end-of-life", "os:opensuse.leap", "cve.outdated-software").Document, StringComparison.Ordinal);

    [Theory]
    [InlineData("debian", "pkg:generic/x")]
    [InlineData("opensuse.leap", "pkg:generic/x|opt/x/METADATA")]
    [InlineData("debian", "pkg:deb/debian/libstdc++6")]
    [InlineData("debian", "pkg:npm/%40angular/core|app/package.json")]
    [InlineData("debian", "pkg:maven/org.Spring/Beans")]
    [InlineData("alpine", "os:alpine")]
    public void Apply_SpellingOfToday_Stays(string family, string location) => Assert.Equal("0000000000000000", Migrate(family, "CVE-1", location).Key);

    [Fact]
    public void Apply_Twice_ChangesNothingMore()
    {
        var first = Migrate("opensuse.leap", "CVE-1", "pkg:generic/curl");

        using var connection = Open();
        using (var transaction = connection.BeginTransaction())
        {
            MovedPackages.Apply(connection, transaction);
            transaction.Commit();
        }

        Assert.Equal(first, Read(connection));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"scanner":"trivy","details":{"location":"pkg:"}}""")]
    [InlineData("""{"scanner":"autorun","details":{"location":"pkg:wolfi/x"}}""")]
    [InlineData("""["pkg:wolfi/x"]""")]
    public void Apply_OddRecord_IsLeft(string document)
    {
        using var connection = Make("debian", document);

        SqliteSchema.Migrate(connection);

        Assert.Equal(("0000000000000000", document), Read(connection));
    }

    private (string Key, string Document) Migrate(string family, string id, string location, string keyClass = "vulnerability")
    {
        using var connection = Make(
            family, $$$"""{"key":"0000000000000000","scanner":"trivy","details":{"keyClass":"{{{keyClass}}}","id":"{{{id}}}","location":"{{{location}}}"}}""");
        SqliteSchema.Migrate(connection);
        return Read(connection);
    }

    private SqliteConnection Make(string family, string document)
    {
        var connection = Open();
        OldSchema.Make(connection, 8);
        connection.Execute("PRAGMA foreign_keys = OFF");
        connection.Execute(
            "INSERT INTO results (scan_id, reference, platform, verdict, complete, finished_at, finding_count, document) VALUES ('s', 'docker.io/library/x:1', 'linux/amd64', 'none', 1, 1, 1, @result)",
            new { result = $$$"""{"operatingSystem":{"family":"{{{family}}}"}}""" });
        connection.Execute(
            "INSERT INTO findings (scan_id, ordinal, key, check_id, risk, severity, state, document) VALUES ('s', 0, '0000000000000000', 'c', 'low', 'low', 'open', @document)", new { document });
        return connection;
    }

    private SqliteConnection Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_store.Path)!);
        var connection = new SqliteConnection($"Data Source={_store.Path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static (string Key, string Document) Read(SqliteConnection connection) => connection.QuerySingle<(string, string)>("SELECT key, document FROM findings");
}
