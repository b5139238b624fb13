using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Database;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Trivy.Database;

public sealed class DatabaseInspectorTests : IDisposable
{
    private static readonly DateTimeOffset Made = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Made.AddHours(6));

    [Fact]
    public void Inspect_Whole_IsPresent()
    {
        TestDatabase.Write(_folder.Path, Made, Made.AddDays(1));

        Assert.Equal(new TrivyDatabase(DatabaseStatus.Present, Made, Made.AddDays(1)), Inspect());
    }

    [Fact]
    public void Inspect_Nothing_IsMissing() => Assert.Equal(DatabaseStatus.Missing, Inspect().Status);

    [Theory]
    [InlineData(24, 72, "Present")]
    [InlineData(24, 73, "Stale")]
    // Its maker announced the next for later.
    [InlineData(100, 100, "Present")]
    [InlineData(100, 101, "Stale")]
    public void Inspect_Age_IsStaleAfterThreeDays(int next, int hours, string status)
    {
        TestDatabase.Write(_folder.Path, Made, Made.AddHours(next));
        _time.SetUtcNow(Made.AddHours(hours));

        Assert.Equal(status, Inspect().Status.ToString());
    }

    [Fact]
    public void Inspect_OtherSchema_IsNamed()
    {
        TestDatabase.Write(_folder.Path, Made, Made.AddDays(1), version: 3);

        Assert.Equal(DatabaseStatus.WrongVersion, Inspect().Status);
    }

    [Theory]
    [InlineData(0, "it is empty")]
    [InlineData(50, "no valid head")]
    [InlineData(5000, "half-written: 5000 of at least 16384")]
    [InlineData(16_383, "half-written")]
    public void Inspect_Truncated_IsCorrupt(int length, string reason)
    {
        TestDatabase.Write(_folder.Path, Made, Made.AddDays(1));
        using (var file = File.OpenWrite(DatabaseInspector.DatabaseFile(_folder.Path)))
        {
            file.SetLength(length);
        }

        var database = Inspect();

        Assert.Equal(DatabaseStatus.Corrupt, database.Status);
        Assert.Contains(reason, database.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_OneHeadBroken_UsesTheOther()
    {
        Damage(16 + 20);

        Assert.Equal(DatabaseStatus.Present, Inspect().Status);
    }

    [Theory]
    [InlineData(16 + 20, TestDatabase.PageSize + 16 + 20)]
    [InlineData((3 * TestDatabase.PageSize) + 8, (3 * TestDatabase.PageSize) + 8)]
    public void Inspect_Damaged_IsCorrupt(int first, int second)
    {
        Damage(first, second);

        Assert.Equal(DatabaseStatus.Corrupt, Inspect().Status);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"Version":2,"NextUpdate":"0001-01-01T00:00:00Z","UpdatedAt":"0001-01-01T00:00:00Z"}""")]
    public void Inspect_BrokenMetadata_IsNotUsable(string metadata)
    {
        TestDatabase.Write(_folder.Path, Made, Made.AddDays(1));
        File.WriteAllText(DatabaseInspector.MetadataFile(_folder.Path), metadata);

        Assert.False(Inspect().IsUsable);
    }

    // JSON has it as the same text; Trivy then has no database, and says nothing (findings/trivy-database-dates-are-not-unescaped.sh).
    [Theory]
    [InlineData("\"2026-11-20T00:00:00\\u002B00:00\"")]
    [InlineData("\"2026-11-20T00:00:00\\u005a\"")]
    [InlineData("\"2026-11-20\"")]
    [InlineData("\"2026-11-20T00:00Z\"")]
    [InlineData("\"2026-11-20T00:00:00\"")]
    [InlineData("\"2026-11-20T00:00:00.5\"")]
    [InlineData("\"today\"")]
    [InlineData("\"\"")]
    [InlineData("1763596800")]
    [InlineData("{\"a\":[1]}")]
    public void Inspect_TimeThatTrivyDoesNotRead_IsNotUsableAndSaysWhy(string time)
    {
        foreach (var name in (string[])["NextUpdate", "UpdatedAt", "DownloadedAt"])
        {
            var found = WithTime(name, time);

            Assert.Equal(DatabaseStatus.Corrupt, found.Status);
            Assert.Contains("has a time that Trivy does not read", found.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"2026-11-20T00:00:00Z\"")]
    [InlineData("\"2026-11-20T00:00:00+00:00\"")]
    [InlineData("\"2026-11-20T09:00:00.123456789+09:00\"")]
    public void Inspect_TimeThatTrivyReads_IsUsable(string time)
        => Assert.All((string[])["NextUpdate", "UpdatedAt", "DownloadedAt"], name => Assert.Equal(DatabaseStatus.Present, WithTime(name, time).Status));

    [Fact]
    public void Inspect_TimeThatIsNotTold_IsUsableWhereItIsNotThatOfTheData()
    {
        Assert.Equal((DatabaseStatus.Present, DatabaseStatus.Present), (WithTime("NextUpdate", "null").Status, WithTime("DownloadedAt", "null").Status));
        Assert.Contains("does not say of when its data is", WithTime("UpdatedAt", "null").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_JavaIndexWithATimeThatTrivyDoesNotRead_IsNotUsableEither()
    {
        TestJavaDatabase.Write(_folder.Path, Made, Made.AddDays(1));
        var file = DatabasePart.Java.MetadataIn(_folder.Path);
        var java = new JavaInspector(Options.Create(new TrivyOptions()), _time);
        Assert.True(java.Inspect(_folder.Path).IsUsable);

        File.WriteAllText(file, File.ReadAllText(file).Replace("+", "\\u002B", StringComparison.Ordinal));

        Assert.Equal(DatabaseStatus.Corrupt, java.Inspect(_folder.Path).Status);
    }

    public void Dispose() => _folder.Dispose();

    private TrivyDatabase WithTime(string name, string json)
    {
        TestDatabase.Write(_folder.Path, Made, Made.AddDays(1));
        var file = DatabaseInspector.MetadataFile(_folder.Path);
        var metadata = File.ReadAllText(file);
        var start = metadata.IndexOf($"\"{name}\":", StringComparison.Ordinal) + name.Length + 3;
        var end = metadata.IndexOfAny([',', '}'], start);
        File.WriteAllText(file, metadata[..start] + json + metadata[end..]);
        return Inspect();
    }

    private void Damage(params int[] offsets)
    {
        TestDatabase.Write(_folder.Path, Made, Made.AddDays(1));
        var bytes = TestDatabase.Bytes();
        foreach (var offset in offsets)
        {
            bytes[offset] = 0xEE;
        }

        File.WriteAllBytes(DatabaseInspector.DatabaseFile(_folder.Path), bytes);
    }

    private TrivyDatabase Inspect() => new DatabaseInspector(Options.Create(new TrivyOptions()), _time).Inspect(_folder.Path);
}
