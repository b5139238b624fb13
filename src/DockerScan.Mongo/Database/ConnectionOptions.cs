using DockerScan.Core;
using DockerScan.Core.Stores;

namespace DockerScan.Mongo.Database;

/// <summary>What may stand in a connection string.</summary>
internal static class ConnectionOptions
{
    // What the driver reads; anything else it leaves out without a word.
    private static readonly HashSet<string> Known = new(
        [
            "appname", "authmechanism", "authmechanismproperties", "authsource", "compressors", "connect", "connecttimeoutms", "directconnection", "fsync",
            "heartbeatfrequencyms", "heartbeatintervalms", "ipv6", "j", "journal", "loadbalanced", "localthresholdms", "maxconnecting", "maxidletimems",
            "maxlifetimems", "maxpoolsize", "maxstalenessseconds", "minpoolsize", "proxyhost", "proxypassword", "proxyport", "proxyusername", "readconcernlevel",
            "readpreference", "readpreferencetags", "replicaset", "retryreads", "retrywrites", "safe", "servermonitoringmode", "serverselectiontimeoutms",
            "sockettimeoutms", "srvmaxhosts", "srvservicename", "ssl", "sslverifycertificate", "timeoutms", "tls", "tlsdisablecertificaterevocationcheck",
            "tlsinsecure", "uuidrepresentation", "w", "waitqueuemultiple", "waitqueuesize", "waitqueuetimeoutms", "wtimeout", "wtimeoutms", "zlibcompressionlevel",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Options in the string that the driver does not know and therefore ignores.</summary>
    public static IReadOnlyList<string> FindUnknown(StorageOptions options)
    {
        try
        {
            var text = SecretSetting.Find(MongoConnection.Key, options.ConnectionString, options.ConnectionStringFile) ?? string.Empty;
            var query = text.IndexOf('?', StringComparison.Ordinal);
            return query < 0 ? [] : [.. text[(query + 1)..].Split((char[])['&', ';'], StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=')[0]).Where(name => !Known.Contains(name)).Select(name => DisplayText.Clean(name, 40))];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
