using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using MongoDB.Driver;

namespace DockerScan.Mongo.Tests.Database;

public sealed class MongoConnectionTests
{
    [Fact]
    public void TryRead_SaysLittle_HasTheStoresBoundsAndIsWrittenToMost()
    {
        var (settings, database, problem) = MongoConnection.TryRead(Options("mongodb://a.example.com,b.example.com:27018"));

        Assert.Null(problem);
        Assert.Equal("dockerscan", database);
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)), (settings!.ServerSelectionTimeout, settings.ConnectTimeout, settings.SocketTimeout));
        Assert.Equal(WriteConcern.WMajority.With(journal: true), settings.WriteConcern);
    }

    [Fact]
    public void TryRead_SaysMore_IsAsItSays()
    {
        var (settings, database, _) = MongoConnection.TryRead(Options("mongodb://a/scans?serverSelectionTimeoutMS=700&socketTimeoutMS=900&w=1&readPreference=secondary"));

        Assert.Equal("scans", database);
        Assert.Equal((700, 900), (settings!.ServerSelectionTimeout.TotalMilliseconds, settings.SocketTimeout.TotalMilliseconds));
        Assert.Equal(1, ((WriteConcern.WCount)settings.WriteConcern.W).Value);
        // A claim is read where it is written.
        Assert.Equal(ReadPreference.Primary, settings.ReadPreference);
    }

    [Fact]
    public void TryRead_WaitsForEver_DoesNot()
        => Assert.Equal(TimeSpan.FromSeconds(5), MongoConnection.TryRead(Options("mongodb://a/?serverSelectionTimeoutMS=-1")).Settings?.ServerSelectionTimeout);

    [Theory]
    [InlineData(null, "ConnectionStringFile is empty")]
    [InlineData("", "ConnectionStringFile is empty")]
    [InlineData("postgres://user:s3cret@db", "is not a connection string")]
    [InlineData("mongodb://user:s3cret@host:port", "is not a connection string")]
    [InlineData("mongodb://user:s3:cret@@a", "is not a connection string")]
    [InlineData("mongodb://user:s3cret@a/?w=s3cret&wtimeoutMS=s3cret", "is not a connection string")]
    [InlineData("mongodb://user:s3cret@a/a.s3cret", "Storage:Database must be")]
    public void TryRead_CannotBeUsed_IsSaidWithoutAnyOfIt(string? text, string expected)
    {
        var (settings, _, problem) = MongoConnection.TryRead(Options(text));

        Assert.Null(settings);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_File_IsReadAndMustBeItsOwnersAlone()
    {
        var folder = Directory.CreateTempSubdirectory("dockerscan-mongo-");
        var file = Path.Combine(folder.FullName, "uri");
        File.WriteAllText(file, "mongodb://from.file:27018\n");
        var options = new StorageOptions { Kind = StoreKind.Mongo, ConnectionStringFile = file };

        Assert.Equal("from.file", MongoConnection.TryRead(options).Settings?.Server.Host);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupWrite);
        Assert.Contains("can be written by others", MongoConnection.TryRead(options).Problem, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("mongodb://a", "")]
    [InlineData("mongodb://a/?replicaSet=rs0&TLS=true&w=majority", "")]
    [InlineData("mongodb://a/?unknownOption=1&retrywrites=true&retryWrite=false", "unknownOption,retryWrite")]
    public void FindUnknown_Options_AreThoseThatNothingReads(string text, string expected)
        => Assert.Equal(expected, string.Join(',', ConnectionOptions.FindUnknown(Options(text))));

    [Fact]
    public void Validate_NoConnectionString_IsRefusedWithTheBounds()
    {
        var result = new StorageOptionsValidator().Validate(null, new StorageOptions { Kind = StoreKind.Mongo, Path = "x", ServerTimeoutSeconds = 0 });

        Assert.Equal(2, result.Failures!.Count());
        Assert.Contains("Storage:ServerTimeoutSeconds is 0; it must be 1 to 60", result.FailureMessage, StringComparison.Ordinal);
    }

    private static StorageOptions Options(string? text) => new() { Kind = StoreKind.Mongo, ConnectionString = text };
}
