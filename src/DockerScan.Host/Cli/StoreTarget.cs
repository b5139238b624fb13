using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Mongo;
using DockerScan.Sqlite;

namespace DockerScan.Host.Cli;

/// <summary>A store beside the one of the settings, to copy into.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Where">The file or the connection string.</param>
/// <param name="UriFile">A file with the connection string.</param>
internal sealed record StoreTarget(StoreKind Kind, string? Where, string? UriFile)
{
    /// <exception cref="UsageException">It is neither.</exception>
    public static StoreTarget Parse(string to)
    {
        if (to.StartsWith("mongodb://", StringComparison.OrdinalIgnoreCase) || to.StartsWith("mongodb+srv://", StringComparison.OrdinalIgnoreCase))
        {
            return new StoreTarget(StoreKind.Mongo, to, null);
        }

        // What stands before "://" only: behind it may be a password.
        return to.IndexOf("://", StringComparison.Ordinal) is >= 0 and var end
            ? throw new UsageException($"--to is an address of kind '{DisplayText.Clean(to[..end], 20)}'; it may be mongodb://…, mongodb+srv://… or a file")
            : new StoreTarget(StoreKind.Sqlite, to, null);
    }

    /// <summary>Its parts; waits and the database's name are those of the settings.</summary>
    public ServiceProvider Build(StorageOptions settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddOptions<StorageOptions>().Configure(options =>
        {
            options.Kind = Kind;
            options.Path = Kind == StoreKind.Sqlite ? Where! : settings.Path;
            options.ConnectionString = Kind == StoreKind.Mongo ? Where : null;
            options.ConnectionStringFile = UriFile;
            (options.Database, options.KeepDays, options.BusyTimeoutSeconds) = (settings.Database, settings.KeepDays, settings.BusyTimeoutSeconds);
            (options.ServerTimeoutSeconds, options.AnswerTimeoutSeconds) = (settings.ServerTimeoutSeconds, settings.AnswerTimeoutSeconds);
        });
        _ = Kind == StoreKind.Mongo ? services.AddMongoStore() : services.AddSqliteStore();
        return services.BuildServiceProvider();
    }
}
