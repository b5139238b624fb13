using DockerScan.Core.Health;
using DockerScan.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Storage.Sqlite;

/// <summary>Registers the embedded store.</summary>
public static class SqliteServiceCollectionExtensions
{
    /// <summary>Adds the SQLite store behind <see cref="IScanStore"/>.</summary>
    public static IServiceCollection AddSqliteStore(this IServiceCollection services)
    {
        // Rows are mapped by constructor; snake case is SQL's, Pascal case C#'s.
        Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.TryAddSingleton<SqliteDatabase>();
        services.TryAddSingleton<IScanStore, SqliteScanStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, SqliteHealthProbe>());
        return services;
    }
}
