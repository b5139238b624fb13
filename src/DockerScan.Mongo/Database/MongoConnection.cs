using DockerScan.Core;
using DockerScan.Core.Stores;
using MongoDB.Driver;

namespace DockerScan.Mongo.Database;

/// <summary>The connection string, with what this store needs where it says nothing. No message ever holds it.</summary>
internal static class MongoConnection
{
    public const string Key = "Storage:ConnectionString";
    private const int LongestName = 38;

    /// <summary>How to connect, and the database's name.</summary>
    /// <exception cref="EngineException">There is no connection string that can be used.</exception>
    public static (MongoClientSettings Settings, string Database) Read(StorageOptions options)
    {
        var (settings, database, problem) = TryRead(options);
        return settings is not null ? (settings, database) : throw new EngineException(new ScanFailure(FailureKind.Internal, problem!));
    }

    /// <summary>The same; what is wrong with it is said in a line that names the setting and not its value.</summary>
    public static (MongoClientSettings? Settings, string Database, string? Problem) TryRead(StorageOptions options)
    {
        string? text;
        try
        {
            text = SecretSetting.Find(Key, options.ConnectionString, options.ConnectionStringFile);
        }
        catch (InvalidDataException e)
        {
            return (null, string.Empty, e.Message);
        }

        if (text is null)
        {
            return (null, string.Empty, $"{Key}File is empty; a store of kind mongo needs a file with mongodb://… in it");
        }

        MongoUrl url;
        try
        {
            url = new MongoUrl(text);
        }
        catch (Exception e) when (e is MongoConfigurationException or FormatException or ArgumentException or OverflowException)
        {
            // The driver's own words can hold a part of the string.
            return (null, string.Empty, $"{Key} is not a connection string of MongoDB's (mongodb://host:27017 or mongodb+srv://host); a user's name and password in it are percent-encoded");
        }

        var database = string.IsNullOrEmpty(url.DatabaseName) ? options.Database : url.DatabaseName;
        return IsName(database)
            ? (Complete(MongoClientSettings.FromUrl(url), url, text, options), database, null)
            : (null, string.Empty, $"Storage:Database must be 1 to {LongestName} letters, digits, - and _");
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static MongoClientSettings Complete(MongoClientSettings settings, MongoUrl url, string text, StorageOptions options)
    {
        var (server, answer) = (TimeSpan.FromSeconds(options.ServerTimeoutSeconds), TimeSpan.FromSeconds(options.AnswerTimeoutSeconds));
        // -1 waits for ever, and so would nobody be told.
        settings.ServerSelectionTimeout = Says(text, "serverSelectionTimeoutMS") && url.ServerSelectionTimeout > TimeSpan.Zero ? url.ServerSelectionTimeout : server;
        settings.ConnectTimeout = Says(text, "connectTimeoutMS") ? url.ConnectTimeout : server;
        settings.SocketTimeout = url.SocketTimeout > TimeSpan.Zero ? url.SocketTimeout : answer;
        // What was reported is on the disks of most; claims are read where they are written.
        settings.WriteConcern = url.W is null && url.Journal is null ? WriteConcern.WMajority.With(journal: true) : settings.WriteConcern;
        settings.ReadPreference = ReadPreference.Primary;
        settings.ApplicationName ??= "dockerscan";
        return settings;
    }

    private static bool Says(string text, string option) => text.Contains($"{option}=", StringComparison.OrdinalIgnoreCase);
}
